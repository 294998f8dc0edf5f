package io.cometmq.broker.pop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BatchAck;
import io.cometmq.remoting.protocol.body.BatchAckMessageRequestBody;
import io.cometmq.remoting.protocol.header.AckMessageRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeResponseHeader;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.PopInfo;
import io.cometmq.remoting.protocol.pop.TopicKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A consumer that pops by frames. */
final class PopClient {
    static final String TOPIC = "T";
    static final String GROUP = "G";

    private final RunningBroker broker;

    PopClient(RunningBroker broker) {
        this.broker = broker;
    }

    /** A message and the handle that a client makes for it. */
    record Received(MessageExt message, PopHandle handle) {
        String body() {
            return new String(message.getBody(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** The parts of a pop that tests vary. */
    record Pop(
            int queueId, int max, long invisibleMillis, long pollMillis, boolean order, String attemptId, String tags) {
        static Pop any(int max, long invisibleMillis) {
            return new Pop(-1, max, invisibleMillis, 0, false, null, "*");
        }

        static Pop waiting(long pollMillis) {
            return new Pop(-1, 32, 60_000, pollMillis, false, null, "*");
        }

        static Pop ordered(int max, long invisibleMillis, String attemptId) {
            return new Pop(0, max, invisibleMillis, 0, true, attemptId, "*");
        }

        Pop tags(String expression) {
            return new Pop(queueId, max, invisibleMillis, pollMillis, order, attemptId, expression);
        }

        RemotingCommand request(String group) {
            return RemotingCommand.createRequestCommand(
                    RequestCode.POP_MESSAGE,
                    new PopMessageRequestHeader(
                            group,
                            TOPIC,
                            queueId,
                            max,
                            invisibleMillis,
                            pollMillis,
                            System.currentTimeMillis(),
                            0,
                            "TAG",
                            tags,
                            order,
                            attemptId,
                            null));
        }
    }

    static RemotingCommand bySql(String condition) {
        return RemotingCommand.createRequestCommand(
                RequestCode.POP_MESSAGE,
                new PopMessageRequestHeader(
                        GROUP,
                        TOPIC,
                        -1,
                        32,
                        60_000,
                        0,
                        System.currentTimeMillis(),
                        0,
                        "SQL92",
                        condition,
                        false,
                        null,
                        null));
    }

    RemotingCommand call(Pop pop) throws Exception {
        return broker.call(pop.request(GROUP));
    }

    List<Received> pop(Pop pop) throws Exception {
        return received(call(pop));
    }

    static List<Received> received(RemotingCommand answer) throws Exception {
        PopMessageResponseHeader header = answer.decodeCommandCustomHeader(PopMessageResponseHeader.class);
        if (answer.getCode() != ResponseCode.SUCCESS) {
            assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.POLLING_TIMEOUT);
            return List.of();
        }
        PopInfo info = PopInfo.parse(header.startOffsetInfo(), header.orderCountInfo());
        List<Received> all = new ArrayList<>();
        for (MessageExt message : RunningBroker.messages(answer)) {
            String known = message.getProperty(MessageConst.PROPERTY_POP_CK);
            PopHandle handle = known != null
                    ? PopHandle.parse(known)
                    : new PopHandle(
                            info.startOffset(TopicKind.NORMAL, message.getQueueId()),
                            header.popTime(),
                            header.invisibleTime(),
                            header.reviveQid(),
                            TopicKind.NORMAL,
                            "broker-t",
                            message.getQueueId(),
                            message.getQueueOffset());
            all.add(new Received(message, handle));
        }
        return all;
    }

    RemotingCommand ack(PopHandle handle) throws Exception {
        return broker.call(
                RequestCode.ACK_MESSAGE,
                new AckMessageRequestHeader(GROUP, TOPIC, handle.queueId(), handle.text(), handle.queueOffset(), null));
    }

    void ackAll(List<Received> messages) throws Exception {
        for (Received received : messages) {
            assertThat(ack(received.handle).getCode()).isEqualTo(ResponseCode.SUCCESS);
        }
    }

    RemotingCommand batchAck(PopHandle handle, long... queueOffsets) throws Exception {
        BitSet bits = new BitSet();
        for (long offset : queueOffsets) {
            bits.set((int) (offset - handle.startOffset()));
        }
        BatchAck ack = new BatchAck(
                GROUP,
                TOPIC,
                String.valueOf(handle.kind().code()),
                handle.startOffset(),
                handle.queueId(),
                handle.reviveQueueId(),
                handle.popTime(),
                handle.invisibleMillis(),
                BatchAck.text(bits));
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.BATCH_ACK_MESSAGE, null);
        request.setBody(Json.toJsonBytes(new BatchAckMessageRequestBody("broker-t", List.of(ack))));
        return broker.call(request);
    }

    PopHandle change(PopHandle handle, long invisibleMillis) throws Exception {
        RemotingCommand answer = broker.call(
                RequestCode.CHANGE_MESSAGE_INVISIBLETIME,
                new ChangeInvisibleTimeRequestHeader(
                        GROUP, TOPIC, handle.queueId(), handle.text(), handle.queueOffset(), invisibleMillis, null));
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        ChangeInvisibleTimeResponseHeader header =
                answer.decodeCommandCustomHeader(ChangeInvisibleTimeResponseHeader.class);
        return handle.changed(header.popTime(), header.invisibleTime(), header.reviveQid());
    }

    long committed(String topic, int queueId) throws Exception {
        RemotingCommand answer = broker.call(
                RequestCode.QUERY_CONSUMER_OFFSET,
                new QueryConsumerOffsetRequestHeader(GROUP, topic, queueId, null, null));
        return answer.decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                .offset();
    }
}
