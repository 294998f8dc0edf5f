package io.cometmq.broker.admin;

import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MQVersion;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageId;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.exception.RemotingTimeoutException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ConsumeMessageDirectlyResultRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import java.net.UnknownHostException;
import java.util.Optional;

/** Questions of administrators that a client answers: the broker passes them on and hands back what the client says. */
public final class ClientForwardProcessor {
    private static final long TIMEOUT_MILLIS = 10_000;

    private final ConsumerManager consumers;
    private final SubscriptionGroupManager groups;
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;
    private final String brokerName;

    public ClientForwardProcessor(
            ConsumerManager consumers,
            SubscriptionGroupManager groups,
            TopicConfigManager topics,
            DefaultMessageStore store,
            String brokerName) {
        this.consumers = consumers;
        this.groups = groups;
        this.topics = topics;
        this.store = store;
        this.brokerName = brokerName;
    }

    /** GET_CONSUMER_RUNNING_INFO (307). */
    public RemotingCommand runningInfo(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetConsumerRunningInfoRequestHeader header =
                request.decodeCommandCustomHeader(GetConsumerRunningInfoRequestHeader.class);
        RemotingCommand forwarded = RemotingCommand.createRequestCommand(request.getCode(), header);
        forwarded.setBody(request.getBody());
        return forward(exchange, header.consumerGroup(), header.clientId(), forwarded);
    }

    /** CONSUME_MESSAGE_DIRECTLY (309): with the message itself. */
    public RemotingCommand consumeDirectly(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ConsumeMessageDirectlyResultRequestHeader header =
                request.decodeCommandCustomHeader(ConsumeMessageDirectlyResultRequestHeader.class);
        RemotingCommand forwarded = RemotingCommand.createRequestCommand(request.getCode(), completed(header));
        forwarded.setBody(header.msgId() == null ? request.getBody() : record(header.msgId()));
        return forward(exchange, header.consumerGroup(), header.clientId(), forwarded);
    }

    private ConsumeMessageDirectlyResultRequestHeader completed(ConsumeMessageDirectlyResultRequestHeader asked) {
        TopicConfig topic = asked.topic() == null ? null : topics.find(asked.topic());
        SubscriptionGroupConfig group = groups.find(asked.consumerGroup());
        return new ConsumeMessageDirectlyResultRequestHeader(
                asked.consumerGroup(),
                asked.clientId(),
                asked.msgId(),
                brokerName,
                asked.topic(),
                topic == null ? null : topic.getTopicSysFlag(),
                group == null ? null : group.getGroupSysFlag());
    }

    private byte[] record(String messageId) throws RemotingCommandException {
        MessageId id;
        try {
            id = MessageDecoder.decodeMessageId(messageId);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new RemotingCommandException("msgId " + messageId + " is no offset message id", e);
        }
        Optional<LogSlice> found = store.recordAt(id.getOffset());
        if (found.isEmpty()) {
            throw new RemotingCommandException("there is no message " + messageId + " on this broker");
        }
        try (LogSlice record = found.get()) {
            byte[] bytes = new byte[record.buffer().remaining()];
            record.buffer().get(bytes);
            return bytes;
        }
    }

    private RemotingCommand forward(Exchange exchange, String groupName, String clientId, RemotingCommand request) {
        ConsumerGroupInfo group = consumers.find(groupName);
        ClientChannelInfo client = group == null || clientId == null ? null : group.client(clientId);
        if (client == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR, "The Consumer <" + groupName + "> <" + clientId + "> not online");
        }
        if (client.version() < MQVersion.V3_1_8_SNAPSHOT) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR,
                    "The Consumer <" + clientId + "> Version <" + MQVersion.getVersionDesc(client.version())
                            + "> too low to finish, please upgrade it to V3_1_8_SNAPSHOT");
        }
        client.connection()
                .call(request, TIMEOUT_MILLIS)
                .whenComplete((answer, failure) ->
                        exchange.answer(failure == null ? handBack(answer) : failed(groupName, clientId, failure)));
        return null;
    }

    private static RemotingCommand handBack(RemotingCommand answer) {
        RemotingCommand response = RemotingCommand.createResponseCommand(answer.getCode(), answer.getRemark());
        answer.getExtFields().forEach(response::addExtField);
        response.setBody(answer.getBody());
        answer.release();
        return response;
    }

    private static RemotingCommand failed(String group, String clientId, Throwable failure) {
        return RemotingCommand.createResponseCommand(
                failure instanceof RemotingTimeoutException
                        ? ResponseCode.CONSUME_MSG_TIMEOUT
                        : ResponseCode.SYSTEM_ERROR,
                "consumer <" + group + "> <" + clientId + "> did not answer: " + failure.getMessage());
    }
}
