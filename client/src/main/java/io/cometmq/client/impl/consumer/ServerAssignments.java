package io.cometmq.client.impl.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.impl.PopApi;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.json.JsonException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.message.MessageQueueAssignment;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.QueryAssignmentRequestBody;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a broker which queues a consumer is to consume, and how (docs/protocol/semantics.md 13.6). Blocks. Thread-safe. */
final class ServerAssignments {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAssignments.class);
    private static final long TIMEOUT_MILLIS = 3_000;

    private final MQClientInstance instance;
    private final PopApi api;
    private final String group;
    private final String strategy;

    /** @param strategy name of the way to share queues out */
    ServerAssignments(MQClientInstance instance, PopApi api, String group, String strategy) {
        this.instance = instance;
        this.api = api;
        this.group = group;
        this.strategy = strategy;
    }

    /** What a broker says. */
    sealed interface Answer {}

    /** These queues, and no others. */
    record Assigned(Set<MessageQueue> pull, Set<MessageQueue> pop) implements Answer {}

    /** It cannot say now: everything stays as it is. */
    record Unknown() implements Answer {}

    /** It does not share queues out: the clients have to agree by themselves. */
    record Unsupported() implements Answer {}

    Answer query(String topic) {
        String address = instance.findBrokerAddrByTopic(topic);
        if (address == null) {
            return new Unknown();
        }
        try {
            Set<MessageQueueAssignment> assigned = api.queryAssignment(
                    address,
                    new QueryAssignmentRequestBody(
                            topic, group, instance.getClientId(), strategy, MessageModel.CLUSTERING),
                    TIMEOUT_MILLIS);
            return assigned == null
                    ? new Unknown()
                    : new Assigned(queues(assigned, MessageRequestMode.PULL), queues(assigned, MessageRequestMode.POP));
        } catch (MQBrokerException e) {
            if (e.getResponseCode() == ResponseCode.REQUEST_CODE_NOT_SUPPORTED) {
                return new Unsupported();
            }
            LOG.warn(
                    "broker {} does not assign queues of topic {} to group {}: {}",
                    address,
                    topic,
                    group,
                    e.getMessage());
        } catch (RemotingException | JsonException e) {
            LOG.warn(
                    "broker {} does not assign queues of topic {} to group {}: {}",
                    address,
                    topic,
                    group,
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Unknown();
    }

    private static Set<MessageQueue> queues(Set<MessageQueueAssignment> assigned, MessageRequestMode mode) {
        return assigned.stream()
                .filter(assignment -> assignment.getMode() == mode && assignment.getMessageQueue() != null)
                .map(MessageQueueAssignment::getMessageQueue)
                .collect(Collectors.toSet());
    }
}
