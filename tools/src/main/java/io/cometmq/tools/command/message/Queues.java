package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.ParseException;

/** Which queues of a topic a command is for. Stateless. */
public final class Queues {
    private Queues() {}

    /** The readable queues, or those of them that two options name. */
    public static List<MessageQueue> toRead(
            CommandLine line, CommandContext context, String topic, String brokerLetter, String queueLetter)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        return choose(line, context, topic, brokerLetter, queueLetter, false);
    }

    /** All readable queues. */
    static List<MessageQueue> toRead(CommandContext context, String topic)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        List<MessageQueue> queues = of(context.admin().examineTopicRouteInfo(topic), topic, false);
        if (queues.isEmpty()) {
            throw new CommandException("topic " + topic + " has no queue that can be read");
        }
        return queues;
    }

    /** All queues that can be written; those of the template for a topic that a message would create. */
    static List<MessageQueue> toWrite(DefaultMQAdminExt admin, String topic)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        List<MessageQueue> queues = of(admin.routeForSending(topic), topic, true);
        if (queues.isEmpty()) {
            throw new CommandException("topic " + topic + " has no queue that can be written");
        }
        return queues;
    }

    /** Any writable queue, or one of those that two options name. */
    static MessageQueue oneToWrite(
            CommandLine line, CommandContext context, String topic, String brokerLetter, String queueLetter)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        List<MessageQueue> queues = choose(line, context, topic, brokerLetter, queueLetter, true);
        return queues.get(ThreadLocalRandom.current().nextInt(queues.size()));
    }

    private static List<MessageQueue> choose(
            CommandLine line,
            CommandContext context,
            String topic,
            String brokerLetter,
            String queueLetter,
            boolean toWrite)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String broker = CommandOptions.text(line, brokerLetter);
        int queueId = CommandOptions.integer(line, queueLetter, -1, 0, Integer.MAX_VALUE);
        if (queueId >= 0 && broker == null) {
            throw new ParseException("-" + queueLetter + " needs the broker with -" + brokerLetter);
        }
        TopicRouteData route = toWrite
                ? context.admin().routeForSending(topic)
                : context.admin().examineTopicRouteInfo(topic);
        List<MessageQueue> queues = of(route, topic, toWrite).stream()
                .filter(queue -> broker == null || broker.equals(queue.getBrokerName()))
                .filter(queue -> queueId < 0 || queueId == queue.getQueueId())
                .toList();
        if (queues.isEmpty()) {
            throw new CommandException("topic " + topic + " has no queue that can be " + (toWrite ? "written" : "read")
                    + (broker == null ? "" : " on broker " + broker)
                    + (queueId < 0 ? "" : " with id " + queueId));
        }
        return queues;
    }

    private static List<MessageQueue> of(TopicRouteData route, String topic, boolean toWrite) {
        List<MessageQueue> queues = new ArrayList<>();
        for (QueueData data : route.queueDatas()) {
            boolean allowed = toWrite ? PermName.isWriteable(data.perm()) : PermName.isReadable(data.perm());
            int count = toWrite ? data.writeQueueNums() : data.readQueueNums();
            for (int queueId = 0; allowed && queueId < count; queueId++) {
                queues.add(new MessageQueue(topic, data.brokerName(), queueId));
            }
        }
        return queues;
    }
}
