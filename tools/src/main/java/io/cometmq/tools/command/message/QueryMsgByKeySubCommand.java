package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query Message by Key. */
public final class QueryMsgByKeySubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "queryMsgByKey";
    }

    @Override
    public String commandDesc() {
        return "Query Message by Key.";
    }

    @Override
    public String example() {
        return "queryMsgByKey -t Orders -k order-1";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("k", "msgKey", "key")
                .optional("b", "beginTimestamp", "stored at this time or later")
                .optional("e", "endTimestamp", "stored at this time or before")
                .optional("m", "maxNum", "messages of each broker at most (64)")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws ParseException, RemotingException, MQBrokerException, InterruptedException {
        Table table = new Table("%-50s %4s %40s", "#Message ID", "#QID", "#Offset");
        context.admin()
                .queryMessage(
                        CommandOptions.text(line, "t"),
                        CommandOptions.text(line, "k"),
                        CommandOptions.integer(line, "m", 64, 1, 10_000),
                        CommandOptions.time(line, "b", 0),
                        CommandOptions.time(line, "e", Long.MAX_VALUE))
                .getMessageList()
                .forEach(message -> table.row(message.getMsgId(), message.getQueueId(), message.getQueueOffset()));
        context.print(table);
    }
}
