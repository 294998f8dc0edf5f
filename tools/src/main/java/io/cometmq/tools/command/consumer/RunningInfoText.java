package io.cometmq.tools.command.consumer;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.ProcessQueueInfo;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.tools.command.CommandOptions;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a consumer says about itself, in RocketMQ's layout. Stateless. */
final class RunningInfoText {
    private static final String QUEUE_FORMAT = "%-64s  %-32s  %-4s  %-20s%n";

    private RunningInfoText() {}

    static String of(ConsumerRunningInfo info) {
        StringBuilder text = new StringBuilder();
        heading(text, "Consumer Properties");
        new TreeMap<>(info.properties()).forEach((key, value) -> line(text, "%-40s: %s%n", key, value));
        heading(text, "Consumer Subscription");
        int number = 1;
        for (SubscriptionData data : new TreeSet<>(info.subscriptionSet())) {
            line(
                    text,
                    "%03d Topic: %-40s ClassFilter: %-8s SubExpression: %s%n",
                    number++,
                    data.getTopic(),
                    data.isClassFilterMode(),
                    data.getSubString());
        }
        Map<MessageQueue, ProcessQueueInfo> queues = new TreeMap<>(info.mqTable());
        heading(text, "Consumer Offset");
        line(text, QUEUE_FORMAT, "#Topic", "#Broker Name", "#QID", "#Consumer Offset");
        queues.forEach((queue, state) -> queueLine(text, queue, state.commitOffset()));
        heading(text, "Consumer MQ Detail");
        line(text, QUEUE_FORMAT, "#Topic", "#Broker Name", "#QID", "#ProcessQueueInfo");
        queues.forEach((queue, state) -> queueLine(text, queue, state));
        heading(text, "Consumer Pop Detail");
        line(text, QUEUE_FORMAT, "#Topic", "#Broker Name", "#QID", "#ProcessQueueInfo");
        new TreeMap<>(info.mqPopTable()).forEach((queue, state) -> queueLine(text, queue, state));
        heading(text, "Consumer RT&TPS");
        line(
                text,
                "%-64s  %14s %14s %14s %14s %18s %25s%n",
                "#Topic",
                "#Pull RT",
                "#Pull TPS",
                "#Consume RT",
                "#ConsumeOK TPS",
                "#ConsumeFailed TPS",
                "#ConsumeFailedMsgsInHour");
        new TreeMap<>(info.statusTable())
                .forEach((topic, status) -> line(
                        text,
                        "%-64s  %14.2f %14.2f %14.2f %14.2f %18.2f %25d%n",
                        topic,
                        status.pullRT(),
                        status.pullTPS(),
                        status.consumeRT(),
                        status.consumeOKTPS(),
                        status.consumeFailedTPS(),
                        status.consumeFailedMsgs()));
        heading(text, "User Consume Info");
        new TreeMap<>(info.userConsumerInfo()).forEach((key, value) -> line(text, "%-40s: %s%n", key, value));
        if (info.jstack() != null) {
            heading(text, "Consumer jstack");
            text.append(info.jstack()).append('\n');
        }
        return text.toString();
    }

    private static void heading(StringBuilder text, String title) {
        text.append(text.isEmpty() ? "#" : "\n\n#").append(title).append("#\n");
    }

    private static void queueLine(StringBuilder text, MessageQueue queue, Object state) {
        line(text, QUEUE_FORMAT, queue.getTopic(), queue.getBrokerName(), queue.getQueueId(), state);
    }

    private static void queueLine(StringBuilder text, MessageQueue queue, ProcessQueueInfo state) {
        String times = ", lastLockTimestamp=" + CommandOptions.showTime(state.lastLockTimestamp()) + ", droped="
                + state.droped() + ", lastPullTimestamp=" + CommandOptions.showTime(state.lastPullTimestamp())
                + ", lastConsumeTimestamp=" + CommandOptions.showTime(state.lastConsumeTimestamp()) + "]";
        queueLine(text, queue, (Object)
                ("ProcessQueueInfo [commitOffset=" + state.commitOffset() + ", cachedMsgMinOffset="
                        + state.cachedMsgMinOffset() + ", cachedMsgMaxOffset=" + state.cachedMsgMaxOffset()
                        + ", cachedMsgCount=" + state.cachedMsgCount() + ", cachedMsgSizeInMiB="
                        + state.cachedMsgSizeInMiB() + ", locked=" + state.locked() + times));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
