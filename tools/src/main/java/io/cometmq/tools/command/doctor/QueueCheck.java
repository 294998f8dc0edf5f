package io.cometmq.tools.command.doctor;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.body.ProcessQueueInfo;
import io.cometmq.tools.command.CommandOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Whether a group gets on in each queue of a topic. Stateless: what it is told decides. */
final class QueueCheck {
    /** Longer than any ordinary message takes. */
    private static final long STUCK_MILLIS = 60_000;

    private static final long FAR_BEHIND = 10_000;

    private QueueCheck() {}

    /**
     * @param members what the clients say about themselves, by client
     * @param checksOwners whether each queue must have a client that works on it
     */
    static void run(
            String subject,
            String topic,
            ConsumeStats stats,
            Map<String, ConsumerRunningInfo> members,
            boolean checksOwners,
            long nowMillis,
            Findings findings) {
        int before = findings.all().size();
        long behind = 0;
        long oldestMillis = 0;
        for (Map.Entry<MessageQueue, OffsetWrapper> entry : new TreeMap<>(stats.offsetTable()).entrySet()) {
            MessageQueue queue = entry.getKey();
            OffsetWrapper offset = entry.getValue();
            if (!queue.getTopic().equals(topic)) {
                continue;
            }
            long diff = offset.brokerOffset() - offset.consumerOffset();
            behind += Math.max(0, diff);
            if (diff > 0 && offset.lastTimestamp() > 0) {
                oldestMillis =
                        oldestMillis == 0 ? offset.lastTimestamp() : Math.min(oldestMillis, offset.lastTimestamp());
            }
            one(subject, queue, diff, members, checksOwners, nowMillis, findings);
        }
        String far = behind + " messages behind"
                + (oldestMillis == 0 ? "" : ", last consumed one of " + CommandOptions.showSeconds(oldestMillis));
        if (behind > FAR_BEHIND) {
            findings.warning(
                    subject,
                    "it is " + far,
                    "add clients or threads, make a message's work shorter, or skip: mqadmin skipAccumulatedMessage");
        } else if (findings.all().size() == before) {
            findings.ok(subject, "every queue gets on; it is " + far);
        }
    }

    private static void one(
            String subject,
            MessageQueue queue,
            long diff,
            Map<String, ConsumerRunningInfo> members,
            boolean checksOwners,
            long nowMillis,
            Findings findings) {
        String place = "queue " + queue.getQueueId() + " of " + queue.getTopic() + " on " + queue.getBrokerName();
        if (diff < 0) {
            findings.problem(
                    subject,
                    "its offset in " + place + " is " + -diff
                            + " beyond the end: it gets no messages there until the queue is that long",
                    "mqadmin resetOffsetByTime, or skipAccumulatedMessage");
            return;
        }
        for (Map.Entry<String, ConsumerRunningInfo> member : members.entrySet()) {
            ProcessQueueInfo state = member.getValue().mqTable().get(queue);
            if (state != null) {
                work(subject, place, diff, member.getKey(), state, nowMillis, findings);
                return;
            }
            if (member.getValue().mqPopTable().containsKey(queue)) {
                return;
            }
        }
        if (checksOwners && diff > 0) {
            findings.problem(
                    subject,
                    "no client works on " + place + ", where " + diff + " messages wait",
                    "queues are shared out every 20 s; if it stays so, not all brokers know all clients, or they subscribe differently");
        }
    }

    private static void work(
            String subject,
            String place,
            long diff,
            String client,
            ProcessQueueInfo state,
            long nowMillis,
            Findings findings) {
        long sinceConsumed = nowMillis - state.lastConsumeTimestamp();
        long sincePulled = nowMillis - state.lastPullTimestamp();
        if (state.cachedMsgCount() > 0 && sinceConsumed > STUCK_MILLIS) {
            findings.problem(
                    subject,
                    place + " is stuck: client " + client + " has " + state.cachedMsgCount() + " messages from offset "
                            + state.cachedMsgMinOffset() + " on, and has begun none for "
                            + TimeUnit.MILLISECONDS.toSeconds(sinceConsumed) + " s",
                    "look at what its threads do: mqadmin consumerStatus -g GROUP -i '" + client + "' -s");
        } else if (diff > 0 && state.cachedMsgCount() == 0 && sincePulled > STUCK_MILLIS) {
            findings.problem(
                    subject,
                    "client " + client + " has not pulled from " + place + " for "
                            + TimeUnit.MILLISECONDS.toSeconds(sincePulled) + " s, where " + diff + " messages wait",
                    "look into the client's log");
        }
    }
}
