package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MQVersion;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageId;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.exception.RemotingTimeoutException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.GetConsumerStatusBody;
import io.cometmq.remoting.protocol.header.ConsumeMessageDirectlyResultRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerStatusRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

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

    /** INVOKE_BROKER_TO_GET_CONSUMER_STATUS (223): where the group's clients, or one of them, are in a topic by their own account. */
    public RemotingCommand consumerStatus(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetConsumerStatusRequestHeader header = request.decodeCommandCustomHeader(GetConsumerStatusRequestHeader.class);
        ConsumerGroupInfo group = consumers.find(header.group());
        boolean all = header.clientAddr() == null || header.clientAddr().isBlank();
        List<ClientChannelInfo> asked = group == null
                ? List.of()
                : group.clients().stream()
                        .filter(client -> all || client.clientId().equals(header.clientAddr()))
                        .toList();
        if (asked.isEmpty()) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.CONSUMER_NOT_ONLINE,
                    "consumer group <" + header.group() + "> has no client online"
                            + (all ? "" : " with the id <" + header.clientAddr() + ">"));
        }
        Map<String, Map<MessageQueue, Long>> positions = new ConcurrentHashMap<>();
        CompletableFuture<?>[] answers = asked.stream()
                .map(client -> client.connection()
                        .call(
                                RemotingCommand.createRequestCommand(
                                        RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT, header),
                                TIMEOUT_MILLIS)
                        .thenAccept(answer -> positions.put(client.clientId(), positions(answer))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(answers)
                .whenComplete((done, failure) -> exchange.answer(
                        failure == null
                                ? JsonBody.answer(new GetConsumerStatusBody(Map.of(), positions))
                                : failed(header.group(), "its clients", failure.getCause())));
        return null;
    }

    private static Map<MessageQueue, Long> positions(RemotingCommand answer) {
        byte[] body = answer.getBody();
        answer.release();
        return body == null
                ? Map.of()
                : Json.fromJson(body, GetConsumerStatusBody.class).messageQueueTable();
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
