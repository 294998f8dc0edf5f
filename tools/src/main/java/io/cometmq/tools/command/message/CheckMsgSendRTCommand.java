package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.function.LongConsumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Check message send response time. */
public final class CheckMsgSendRTCommand implements SubCommand {
    @Override
    public String commandName() {
        return "checkMsgSendRT";
    }

    @Override
    public String commandDesc() {
        return "Check message send response time.";
    }

    @Override
    public String example() {
        return "checkMsgSendRT -t Orders -a 20 -s 1024";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("a", "amount", "how many messages (100)")
                .optional("s", "size", "bytes of a message (128)")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        int amount = CommandOptions.integer(line, "a", 100, 1, 1_000_000);
        int size = CommandOptions.integer(line, "s", 128, 1, SendProbe.MAX_SIZE);
        Table table = new Table("%-32s  %-4s  %-20s    %s", "#Broker Name", "#QID", "#Send Result", "#RT");
        SendProbe probe = new SendProbe(context.admin(), size);
        LongConsumer bar = context.progressBar("messages", amount);
        probe.toEachQueue(topic, amount, one -> {
            table.row(one.queue().getBrokerName(), one.queue().getQueueId(), one.stored(), one.millis());
            bar.accept(probe.stored() + probe.failed());
        });
        context.print(table);
        context.note("Avg RT: %.2f", probe.averageMillis());
        probe.requireSome();
    }
}
