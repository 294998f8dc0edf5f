package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What became of a message in one group.
 *
 * @param exceptionDesc why it is not known; null when it is
 */
record MessageTrack(String consumerGroup, TrackType trackType, String exceptionDesc) {
    enum TrackType {
        CONSUMED,
        CONSUMED_BUT_FILTERED,
        PULL,
        NOT_CONSUME_YET,
        NOT_ONLINE,
        CONSUME_BROADCASTING,
        UNKNOWN
    }

    /** In every group that consumes the message's topic. */
    static List<MessageTrack> of(MessageExt message, DefaultMQAdminExt admin)
            throws RemotingException, MQBrokerException, InterruptedException {
        List<MessageTrack> tracks = new ArrayList<>();
        for (String group :
                new TreeSet<>(admin.queryTopicConsumeByWho(message.getTopic()).groupList())) {
            tracks.add(of(group, message, admin));
        }
        return tracks;
    }

    private static MessageTrack of(String group, MessageExt message, DefaultMQAdminExt admin)
            throws RemotingException, InterruptedException {
        try {
            ConsumerConnection clients = admin.examineConsumerConnectionInfo(group);
            if (clients.consumeType() == ConsumeType.CONSUME_ACTIVELY) {
                return new MessageTrack(group, TrackType.PULL, null);
            }
            if (clients.messageModel() == MessageModel.BROADCASTING) {
                return new MessageTrack(group, TrackType.CONSUME_BROADCASTING, null);
            }
            if (!isBehind(group, message, admin)) {
                return new MessageTrack(group, TrackType.NOT_CONSUME_YET, null);
            }
            SubscriptionData subscription = clients.subscriptionTable().get(message.getTopic());
            return new MessageTrack(
                    group,
                    isWanted(message, subscription) ? TrackType.CONSUMED : TrackType.CONSUMED_BUT_FILTERED,
                    null);
        } catch (MQBrokerException e) {
            return e.getResponseCode() == ResponseCode.CONSUMER_NOT_ONLINE
                    ? new MessageTrack(group, TrackType.NOT_ONLINE, e.getErrorMessage())
                    : new MessageTrack(group, TrackType.UNKNOWN, e.getMessage());
        }
    }

    /** Whether the group has gone past the message. */
    private static boolean isBehind(String group, MessageExt message, DefaultMQAdminExt admin)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (Map.Entry<MessageQueue, OffsetWrapper> entry : admin.examineConsumeStats(group, message.getTopic())
                .offsetTable()
                .entrySet()) {
            boolean sameBroker = message.getBrokerName() == null
                    || message.getBrokerName().equals(entry.getKey().getBrokerName());
            if (sameBroker && entry.getKey().getQueueId() == message.getQueueId()) {
                return entry.getValue().consumerOffset() > message.getQueueOffset();
            }
        }
        return false;
    }

    private static boolean isWanted(MessageExt message, SubscriptionData subscription) {
        return subscription == null
                || subscription.getTagsSet().isEmpty()
                || subscription.getTagsSet().contains(message.getTags());
    }

    @Override
    public String toString() {
        return "MessageTrack [consumerGroup=" + consumerGroup + ", trackType=" + trackType + ", exceptionDesc="
                + exceptionDesc + "]";
    }
}
