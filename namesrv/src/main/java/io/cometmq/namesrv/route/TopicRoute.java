package io.cometmq.namesrv.route;

import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.remoting.protocol.route.QueueData;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a topic is: at most one entry per broker group. Immutable. It does not know its topic's name, so that topics that are alike
 * share one.
 */
record TopicRoute(List<QueueData> queues) {
    static final TopicRoute NOWHERE = new TopicRoute(List.of());

    static QueueData queuesOf(String brokerName, TopicConfig config) {
        return new QueueData(
                brokerName,
                config.getReadQueueNums(),
                config.getWriteQueueNums(),
                config.getPerm(),
                config.getTopicSysFlag());
    }

    static QueueData withPerm(QueueData queues, int perm) {
        return new QueueData(
                queues.brokerName(), queues.readQueueNums(), queues.writeQueueNums(), perm, queues.topicSysFlag());
    }

    static QueueData withoutWrite(QueueData queues) {
        return withPerm(queues, queues.perm() & ~PermName.PERM_WRITE);
    }

    /** Null when the broker group does not hold the topic. */
    QueueData of(String brokerName) {
        for (QueueData each : queues) {
            if (each.brokerName().equals(brokerName)) {
                return each;
            }
        }
        return null;
    }

    /** With this entry in place of the one that the same broker group had; itself when that changes nothing. */
    TopicRoute with(QueueData entry) {
        QueueData before = of(entry.brokerName());
        if (entry.equals(before)) {
            return this;
        }
        List<QueueData> changed = new ArrayList<>(queues.size() + 1);
        for (QueueData each : queues) {
            changed.add(each.brokerName().equals(entry.brokerName()) ? entry : each);
        }
        if (before == null) {
            changed.add(entry);
        }
        return new TopicRoute(List.copyOf(changed));
    }

    /** Itself when the broker group does not hold the topic. */
    TopicRoute without(String brokerName) {
        QueueData before = of(brokerName);
        if (before == null) {
            return this;
        }
        List<QueueData> rest = new ArrayList<>(queues);
        rest.remove(before);
        return rest.isEmpty() ? NOWHERE : new TopicRoute(List.copyOf(rest));
    }

    boolean isNowhere() {
        return queues.isEmpty();
    }
}
