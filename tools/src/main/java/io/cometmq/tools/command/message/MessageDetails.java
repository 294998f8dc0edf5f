package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageClientExt;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.ParseException;

/** Everything about one message, a line for each fact, and which groups have consumed it. Stateless. */
final class MessageDetails {
    private MessageDetails() {}

    /** @param charset of the body, which is then printed too; null: it is only written to a file */
    static void print(MessageExt message, String charset, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, InterruptedException {
        String offsetId = message instanceof MessageClientExt client ? client.getOffsetMsgId() : message.getMsgId();
        fact(context, "OffsetID:", offsetId);
        fact(context, "Topic:", message.getTopic());
        fact(context, "Tags:", "[" + message.getTags() + "]");
        fact(context, "Keys:", "[" + message.getKeys() + "]");
        fact(context, "Queue ID:", message.getQueueId());
        fact(context, "Queue Offset:", message.getQueueOffset());
        fact(context, "CommitLog Offset:", message.getCommitLogOffset());
        fact(context, "Reconsume Times:", message.getReconsumeTimes());
        fact(context, "Born Timestamp:", CommandOptions.showTime(message.getBornTimestamp()));
        fact(context, "Store Timestamp:", CommandOptions.showTime(message.getStoreTimestamp()));
        fact(context, "Born Host:", address(message.getBornHost()));
        fact(context, "Store Host:", address(message.getStoreHost()));
        fact(context, "System Flag:", message.getSysFlag());
        fact(context, "Properties:", message.getProperties());
        fact(context, "Message Body Path:", writeBody(message));
        if (charset != null) {
            fact(context, "Message Body:", new String(message.getBody(), MessageText.charset(charset)));
        }
        context.line("");
        List<MessageTrack> tracks = MessageTrack.of(message, context.admin());
        if (tracks.isEmpty()) {
            context.line("WARN: No Consumer");
        }
        tracks.forEach(track -> context.line(track.toString()));
    }

    private static void fact(CommandContext context, String name, Object value) {
        context.line("%-20s %s", name, value);
    }

    private static String address(SocketAddress host) {
        return host instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(host);
    }

    private static Path writeBody(MessageExt message) throws CommandException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "cometmq", "msgbodys");
        // The id comes from the message, so it is only a name if it looks like one.
        String name = message.getMsgId().replaceAll("[^A-Za-z0-9_-]", "_");
        try {
            Files.createDirectories(directory);
            return Files.write(directory.resolve(name), message.getBody());
        } catch (IOException e) {
            throw new CommandException("cannot write the message's body below " + directory + ": " + e.getMessage());
        }
    }
}
