package io.cometmq.broker.assignment;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.message.MessageQueueAssignment;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.QueryAssignmentRequestBody;
import io.cometmq.remoting.protocol.body.QueryAssignmentResponseBody;
import io.cometmq.remoting.protocol.body.SetMessageRequestModeRequestBody;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** QUERY_ASSIGNMENT (400), SET_MESSAGE_REQUEST_MODE (401) and GET_ALL_MESSAGE_REQUEST_MODE (402). May block. Thread-safe. */
public final class QueryAssignmentProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(QueryAssignmentProcessor.class);

    private final PopConfig settings;
    private final TopicConfigManager topics;
    private final ConsumerManager consumers;
    private final MessageRequestModes modes;
    private final TopicQueues queues;

    /** @param client asks the name servers for routes */
    public QueryAssignmentProcessor(
            Supplier<BrokerConfig> configs,
            PopConfig settings,
            TopicConfigManager topics,
            ConsumerManager consumers,
            MessageRequestModes modes,
            NettyRemotingClient client,
            LongSupplier clockMillis) {
        this.settings = settings;
        this.topics = topics;
        this.consumers = consumers;
        this.modes = modes;
        this.queues = new TopicQueues(configs, topics, client, clockMillis);
    }

    /** The queues that a client is to consume now. */
    public RemotingCommand query(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryAssignmentRequestBody body = JsonBody.read(request, QueryAssignmentRequestBody.class);
        if (body.topic() == null || body.consumerGroup() == null) {
            throw new RemotingCommandException("a query for an assignment names its topic and its group");
        }
        SetMessageRequestModeRequestBody mode = mode(body.topic(), body.consumerGroup());
        Collection<MessageQueue> mine = allocate(body, mode);
        if (mine == null) {
            return JsonBody.answer(new NothingAssigned());
        }
        Set<MessageQueueAssignment> assignments = new LinkedHashSet<>();
        for (MessageQueue queue : mine) {
            MessageQueueAssignment assignment = new MessageQueueAssignment();
            assignment.setMessageQueue(queue);
            assignment.setMode(mode.mode());
            assignments.add(assignment);
        }
        return JsonBody.answer(new QueryAssignmentResponseBody(assignments));
    }

    /** An empty object: the client stays with what it has. */
    private record NothingAssigned() {}

    /** Retry topics are always pulled: those of groups that pop are popped together with their topics. */
    private SetMessageRequestModeRequestBody mode(String topic, String group) {
        SetMessageRequestModeRequestBody set = modes.find(topic, group);
        if (set != null) {
            return set;
        }
        boolean retry = topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
        return new SetMessageRequestModeRequestBody(
                topic,
                group,
                retry ? MessageRequestMode.PULL : settings.defaultMessageRequestMode(),
                settings.defaultPopShareQueueNum());
    }

    /** Null when it cannot be told. */
    private Collection<MessageQueue> allocate(QueryAssignmentRequestBody body, SetMessageRequestModeRequestBody mode) {
        List<MessageQueue> all = queues.of(body.topic());
        if (all.isEmpty() || !settings.serverLoadBalancerEnable()) {
            return null;
        }
        if (body.messageModel() == MessageModel.BROADCASTING) {
            return all;
        }
        ConsumerGroupInfo group = consumers.find(body.consumerGroup());
        QueueAllocation allocation = QueueAllocation.find(body.strategyName());
        if (group == null
                || allocation == null
                || body.clientId() == null
                || body.clientId().isEmpty()) {
            LOG.debug(
                    "group {}: nothing assigned to {} of topic {}",
                    body.consumerGroup(),
                    body.clientId(),
                    body.topic());
            return null;
        }
        List<String> clients = group.clientIds().stream().distinct().sorted().toList();
        int index = clients.indexOf(body.clientId());
        return mode.mode() == MessageRequestMode.POP
                ? allocation.allocateToPop(all, index, clients.size(), mode.popShareQueueNum())
                : allocation.allocate(all, index, clients.size());
    }

    /** How a group consumes a topic from now on; its clients learn it when they ask the next time. */
    public RemotingCommand setMode(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        SetMessageRequestModeRequestBody body = JsonBody.read(request, SetMessageRequestModeRequestBody.class);
        if (body.topic() == null || body.consumerGroup() == null) {
            throw new RemotingCommandException("a request mode names its topic and its group");
        }
        if (body.topic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.NO_PERMISSION, "retry topic is not allowed to set mode");
        }
        if (topics.find(body.topic()) == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.TOPIC_NOT_EXIST, "topic[" + body.topic() + "] not exist");
        }
        modes.set(body)
                .whenComplete((saved, failure) -> exchange.answer(
                        failure == null
                                ? RemotingCommand.createResponseCommand(ResponseCode.SUCCESS, null)
                                : RemotingCommand.createResponseCommand(
                                        ResponseCode.SYSTEM_ERROR,
                                        "the mode is in force, but cannot be written: " + failure)));
        return null;
    }

    /** All modes that are set. */
    public RemotingCommand allModes(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(modes.snapshot());
    }
}
