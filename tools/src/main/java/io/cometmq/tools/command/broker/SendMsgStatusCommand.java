package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.message.SendProbe;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Send msg to broker. */
public final class SendMsgStatusCommand implements SubCommand {
    @Override
    public String commandName() {
        return "sendMsgStatus";
    }

    @Override
    public String commandDesc() {
        return "Send msg to broker.";
    }

    @Override
    public String example() {
        return "sendMsgStatus -b broker-a -c 10";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("b", "brokerName", "name of the broker, and of the topic that the message goes to")
                .optional("s", "messageSize", "bytes of a message (128)")
                .optional("c", "count", "how many messages (50)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String broker = CommandOptions.text(line, "b");
        int size = CommandOptions.integer(line, "s", 128, 1, SendProbe.MAX_SIZE);
        int count = CommandOptions.integer(line, "c", 50, 1, 1_000_000);
        SendProbe probe = new SendProbe(context.admin(), size);
        probe.toEachQueue(broker, count, one -> context.line("rt=" + one.millis() + "ms, SendResult=" + one.result()));
        probe.requireSome();
    }
}
