package io.cometmq.tools.command.offset;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Clone offset from other group. */
public final class CloneGroupOffsetCommand implements SubCommand {
    @Override
    public String commandName() {
        return "cloneGroupOffset";
    }

    @Override
    public String commandDesc() {
        return "Clone offset from other group.";
    }

    @Override
    public String example() {
        return "cloneGroupOffset -s billing -d billing-test -t Orders";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("s", "srcGroup", "group that has the offsets")
                .required("d", "destGroup", "group that gets them")
                .required("t", "topic", "topic name")
                .optional("o", "offline", "whether the new group need not be online: true or false")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        String from = CommandOptions.text(line, "s");
        String to = CommandOptions.text(line, "d");
        String topic = CommandOptions.text(line, "t");
        context.admin().cloneGroupOffset(from, to, topic, CommandOptions.bool(line, "o", false));
        context.line(
                "clone group offset success. srcGroup[" + from + "], destGroup=[" + to + "], topic[" + topic + "]");
    }
}
