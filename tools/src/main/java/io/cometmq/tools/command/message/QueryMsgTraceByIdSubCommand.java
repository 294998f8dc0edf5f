package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query a message trace. */
public final class QueryMsgTraceByIdSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "queryMsgTraceById";
    }

    @Override
    public String commandDesc() {
        return "Query a message trace.";
    }

    @Override
    public String example() {
        return "queryMsgTraceById -i 7F00000100002A9F0000000000000000";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("i", "msgId", "message id")
                .optional("t", "traceTopic", "topic of the traces (RMQ_SYS_TRACE_TOPIC)")
                .optional(
                        "b", "beginTimestamp", "traces from this time on: milliseconds or yyyy-MM-dd#HH:mm:ss:SSS (0)")
                .optional("e", "endTimestamp", "traces up to this time (now)")
                .optional("c", "maxNum", "traces at most (64)")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String id = CommandOptions.text(line, "i");
        List<MessageExt> found = context.admin()
                .queryMessage(
                        CommandOptions.text(line, "t", TopicValidator.RMQ_SYS_TRACE_TOPIC),
                        id,
                        CommandOptions.integer(line, "c", 64, 1, 1024),
                        CommandOptions.time(line, "b", 0),
                        CommandOptions.time(line, "e", Long.MAX_VALUE))
                .getMessageList();
        Table published = new Table(
                TraceView.FORMAT, "#Type", "#ProducerGroup", "#ClientHost", "#SendTime", "#CostTimes", "#Status");
        Table consumed = new Table(
                TraceView.FORMAT, "#Type", "#ConsumerGroup", "#ClientHost", "#ConsumerTime", "#CostTimes", "#Status");
        TraceView.of(found, id).forEach(view -> view.addTo(view.isOfProducer() ? published : consumed));
        if (published.isEmpty() && consumed.isEmpty()) {
            throw new CommandException("no trace of message " + id + " was found");
        }
        if (!published.isEmpty()) {
            context.print(published);
            context.note("");
        }
        if (!consumed.isEmpty()) {
            context.print(consumed);
            context.note("");
        }
    }
}
