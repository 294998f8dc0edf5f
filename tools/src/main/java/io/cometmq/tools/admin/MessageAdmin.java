package io.cometmq.tools.admin;

import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.PullStatus;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.BoundaryType;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import io.cometmq.remoting.protocol.header.GetMaxOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetMaxOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.GetMinOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetMinOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.header.QueryConsumeQueueRequestHeader;
import io.cometmq.remoting.protocol.header.QueryMessageRequestHeader;
import io.cometmq.remoting.protocol.header.SearchOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.SearchOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeaderV2;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.protocol.header.ViewMessageRequestHeader;
import java.nio.ByteBuffer;
import java.util.List;

/** Messages of one broker: by place, by id, by key; and a way to send one. Thread-safe. */
final class MessageAdmin {
    static final int QUEUES_OF_NEW_TOPIC = 4;

    private static final String PRODUCER_GROUP = "TOOLS_PRODUCER";

    private final AdminCalls calls;

    MessageAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    long minOffset(String address, MessageQueue queue)
            throws RemotingException, MQBrokerException, InterruptedException {
        var header = new GetMinOffsetRequestHeader(queue.getTopic(), queue.getQueueId(), queue.getBrokerName());
        return calls.call(address, RequestCode.GET_MIN_OFFSET, header, null)
                .decodeCommandCustomHeader(GetMinOffsetResponseHeader.class)
                .offset();
    }

    long maxOffset(String address, MessageQueue queue)
            throws RemotingException, MQBrokerException, InterruptedException {
        var header = new GetMaxOffsetRequestHeader(queue.getTopic(), queue.getQueueId(), true, queue.getBrokerName());
        return calls.call(address, RequestCode.GET_MAX_OFFSET, header, null)
                .decodeCommandCustomHeader(GetMaxOffsetResponseHeader.class)
                .offset();
    }

    long searchOffset(String address, MessageQueue queue, long timestamp, BoundaryType boundary)
            throws RemotingException, MQBrokerException, InterruptedException {
        var header = new SearchOffsetRequestHeader(
                queue.getTopic(), queue.getQueueId(), timestamp, boundary, queue.getBrokerName());
        return calls.call(address, RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, header, null)
                .decodeCommandCustomHeader(SearchOffsetResponseHeader.class)
                .offset();
    }

    MessageExt view(String address, String topic, long physicalOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        RemotingCommand answer = calls.call(
                address, RequestCode.VIEW_MESSAGE_BY_ID, new ViewMessageRequestHeader(topic, physicalOffset), null);
        return MessageDecoder.clientDecode(ByteBuffer.wrap(answer.getBody()), true);
    }

    /** Those that the broker's index has under the hash of this key; their keys must be compared. */
    List<MessageExt> query(
            String address, String topic, String key, int maxNum, long begin, long end, boolean uniqueKey)
            throws RemotingException, MQBrokerException, InterruptedException {
        var header = new QueryMessageRequestHeader(topic, key, maxNum, begin, end, null, null, uniqueKey);
        RemotingCommand answer = calls.exchange(address, RequestCode.QUERY_MESSAGE, header, null);
        return switch (answer.getCode()) {
            case ResponseCode.SUCCESS -> MessageDecoder.decodes(ByteBuffer.wrap(answer.getBody()));
            case ResponseCode.QUERY_NOT_FOUND -> List.of();
            default -> throw AdminCalls.refused(address, answer);
        };
    }

    QueryConsumeQueueResponseBody consumeQueue(
            String address, String topic, int queueId, long index, int count, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.QUERY_CONSUME_QUEUE,
                new QueryConsumeQueueRequestHeader(topic, queueId, index, count, group),
                QueryConsumeQueueResponseBody.class);
    }

    /** Pulls without waiting and without leaving a trace in any offset. */
    PullResult pull(
            String address,
            String group,
            MessageQueue queue,
            String expressionType,
            String expression,
            long queueOffset,
            int maxNum)
            throws RemotingException, MQBrokerException, InterruptedException {
        PullMessageRequestHeader header = new PullMessageRequestHeader(
                group,
                queue.getTopic(),
                queue.getQueueId(),
                queueOffset,
                maxNum,
                PullSysFlag.buildSysFlag(false, false, true, false),
                0,
                0,
                expression,
                0,
                expressionType,
                null,
                null,
                null,
                queue.getBrokerName());
        RemotingCommand answer = calls.exchange(address, RequestCode.PULL_MESSAGE, header, null);
        PullStatus status =
                switch (answer.getCode()) {
                    case ResponseCode.SUCCESS -> PullStatus.FOUND;
                    case ResponseCode.PULL_NOT_FOUND -> PullStatus.NO_NEW_MSG;
                    case ResponseCode.PULL_RETRY_IMMEDIATELY -> PullStatus.NO_MATCHED_MSG;
                    case ResponseCode.PULL_OFFSET_MOVED -> PullStatus.OFFSET_ILLEGAL;
                    default -> throw AdminCalls.refused(address, answer);
                };
        PullMessageResponseHeader place = answer.decodeCommandCustomHeader(PullMessageResponseHeader.class);
        List<MessageExt> messages =
                status == PullStatus.FOUND ? MessageDecoder.decodes(ByteBuffer.wrap(answer.getBody())) : List.of();
        messages.forEach(message -> message.setBrokerName(queue.getBrokerName()));
        return new PullResult(status, place.nextBeginOffset(), place.minOffset(), place.maxOffset(), messages);
    }

    /** Sends to one queue; statuses other than SEND_OK are stored messages too. */
    SendResult send(String address, MessageQueue queue, Message message)
            throws RemotingException, MQBrokerException, InterruptedException {
        MessageClientIDSetter.setUniqID(message);
        SendMessageRequestHeaderV2 header = new SendMessageRequestHeaderV2(
                PRODUCER_GROUP,
                queue.getTopic(),
                TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC,
                QUEUES_OF_NEW_TOPIC,
                queue.getQueueId(),
                0,
                System.currentTimeMillis(),
                message.getFlag(),
                MessageDecoder.messageProperties2String(message.getProperties()),
                0,
                false,
                null,
                false,
                queue.getBrokerName());
        RemotingCommand answer = calls.exchange(address, RequestCode.SEND_MESSAGE_V2, header, message.getBody());
        SendStatus status =
                switch (answer.getCode()) {
                    case ResponseCode.SUCCESS -> SendStatus.SEND_OK;
                    case ResponseCode.FLUSH_DISK_TIMEOUT -> SendStatus.FLUSH_DISK_TIMEOUT;
                    case ResponseCode.FLUSH_SLAVE_TIMEOUT -> SendStatus.FLUSH_SLAVE_TIMEOUT;
                    case ResponseCode.SLAVE_NOT_AVAILABLE -> SendStatus.SLAVE_NOT_AVAILABLE;
                    default -> throw AdminCalls.refused(address, answer);
                };
        SendMessageResponseHeader stored = answer.decodeCommandCustomHeader(SendMessageResponseHeader.class);
        MessageQueue where = new MessageQueue(queue.getTopic(), queue.getBrokerName(), stored.queueId());
        return new SendResult(
                status, MessageClientIDSetter.getUniqID(message), stored.msgId(), where, stored.queueOffset());
    }
}
