package io.cometmq.tools.command.topic;

import io.cometmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Allocate MQ: which consumer would get which queue. */
public final class AllocateMQSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "allocateMQ";
    }

    @Override
    public String commandDesc() {
        return "Allocate MQ.";
    }

    @Override
    public String example() {
        return "allocateMQ -t Orders -i 10.0.0.1,10.0.0.2";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("i", "ipList", "addresses of the consumers, separated by commas")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        List<String> consumers = Stream.of(CommandOptions.text(line, "i").split(",", -1))
                .map(String::strip)
                .filter(consumer -> !consumer.isEmpty())
                .sorted()
                .toList();
        if (consumers.isEmpty()) {
            throw new ParseException("-i takes addresses separated by commas");
        }
        List<MessageQueue> queues = context.admin().examineTopicRouteInfo(topic).queueDatas().stream()
                .filter(data -> PermName.isReadable(data.perm()))
                .flatMap(data -> IntStream.range(0, data.readQueueNums())
                        .mapToObj(queueId -> new MessageQueue(topic, data.brokerName(), queueId)))
                .sorted()
                .toList();
        Map<String, List<MessageQueue>> result = new LinkedHashMap<>();
        for (String consumer : consumers) {
            result.put(
                    consumer,
                    new AllocateMessageQueueAveragely().allocate("TOOLS_ALLOCATE", consumer, queues, consumers));
        }
        context.printObject(Map.of("result", result));
    }
}
