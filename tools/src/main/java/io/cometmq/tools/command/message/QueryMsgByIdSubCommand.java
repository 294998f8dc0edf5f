package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Query Message by Id. */
public final class QueryMsgByIdSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "queryMsgById";
    }

    @Override
    public String commandDesc() {
        return "Query Message by Id.";
    }

    @Override
    public String example() {
        return "queryMsgById -t Orders -i 7F00000100002A9F0000000000000000";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("i", "msgId", "ids, separated by commas")
                .optional("f", "bodyFormat", "charset of the body, which is then printed too")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        for (String id : CommandOptions.text(line, "i").split(",", -1)) {
            MessageExt message = context.admin().viewMessage(topic, id.strip());
            if (message == null) {
                throw new CommandException("no message with id " + id + " in topic " + topic);
            }
            MessageDetails.print(message, CommandOptions.text(line, "f"), context);
        }
    }
}
