package io.cometmq.tools.command.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Send a message. */
public final class SendMessageCommand implements SubCommand {
    private static final String TRACED_GROUP = "TOOLS_PRODUCER";

    @Override
    public String commandName() {
        return "sendMessage";
    }

    @Override
    public String commandDesc() {
        return "Send a message.";
    }

    @Override
    public String example() {
        return "sendMessage -t Orders -p hello -k order-1 -c TagA";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .required("p", "body", "text of the message")
                .optional("k", "key", "keys, separated by blanks")
                .optional("c", "tags", "tag")
                .optional("b", "broker", "name of the broker to send to")
                .optional("i", "qid", "id of the queue to send to; needs -b")
                .optional(
                        "m", "msgTraceEnable", "whether to leave a trace, for queryMsgTraceById: true or false (false)")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, MQClientException,
                    InterruptedException {
        boolean traced = CommandOptions.bool(line, "m", false);
        String topic = CommandOptions.text(line, "t");
        Message message = new Message(topic, line.getOptionValue("p").getBytes(UTF_8));
        if (line.hasOption("k")) {
            message.setKeys(CommandOptions.text(line, "k"));
        }
        if (line.hasOption("c")) {
            message.setTags(CommandOptions.text(line, "c"));
        }
        message.setWaitStoreMsgOK(true);
        MessageQueue queue = Queues.oneToWrite(line, context, topic, "b", "i");
        SendResult result =
                traced ? sendTraced(message, queue, context) : context.admin().send(message, queue);
        context.print(new Table("%-32s  %-4s  %-20s    %s", "#Broker Name", "#QID", "#Send Result", "#MsgId")
                .row(
                        result.getMessageQueue().getBrokerName(),
                        result.getMessageQueue().getQueueId(),
                        result.getSendStatus().name(),
                        result.getMsgId()));
    }

    /** A trace that nobody takes would be lost without a word: the brokers have a topic for traces only if they are told to. */
    private static SendResult sendTraced(Message message, MessageQueue queue, CommandContext context)
            throws RemotingException, MQBrokerException, MQClientException, InterruptedException {
        context.admin().examineTopicRouteInfo(TopicValidator.RMQ_SYS_TRACE_TOPIC);
        DefaultMQProducer producer = new DefaultMQProducer(TRACED_GROUP, true, TopicValidator.RMQ_SYS_TRACE_TOPIC);
        producer.setNamesrvAddr(String.join(";", context.admin().configuredNameServers()));
        producer.changeInstanceNameToPID();
        producer.start();
        try {
            return producer.send(message, queue);
        } finally {
            producer.shutdown();
        }
    }
}
