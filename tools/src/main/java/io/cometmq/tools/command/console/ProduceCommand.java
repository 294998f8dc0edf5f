package io.cometmq.tools.command.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Sends each line of the standard input, or of a file, as a message. */
public final class ProduceCommand implements SubCommand {
    @Override
    public String commandName() {
        return "produce";
    }

    @Override
    public String commandDesc() {
        return "Send each line of the standard input, or of a file, as a message.";
    }

    @Override
    public String example() {
        return "produce -t Orders -c TagA -p source=import -f orders.txt";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("t", "topic", "topic name")
                .optional("f", "file", "read the lines from this file")
                .optional("c", "tags", "tag of each message")
                .optional("k", "keys", "keys of each message, separated by blanks")
                .optional("s", "keySeparator", "a line is a key, this text (\\t is a tab), and the body")
                .optional("p", "property", "a property of each message: name=value; may be repeated")
                .optional("g", "producerGroup", "name of the group (TOOLS_PRODUCER)")
                .optional(
                        null,
                        "format",
                        "how a message stands in a line: text, hex, or json as consume writes it (text)")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, MQClientException,
                    InterruptedException {
        LineParser parser = LineParser.of(line);
        DefaultMQProducer producer = new DefaultMQProducer(CommandOptions.text(line, "g", "TOOLS_PRODUCER"));
        producer.setNamesrvAddr(String.join(";", context.admin().configuredNameServers()));
        producer.changeInstanceNameToPID();
        producer.start();
        try (InputStream in = line.hasOption("f")
                        ? Files.newInputStream(Path.of(CommandOptions.text(line, "f")))
                        : context.in();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            BatchSender sender = new BatchSender(producer, context);
            read(lines, parser, sender);
            context.note("%d messages sent", sender.sent());
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException("cannot read the lines: " + e.getMessage());
        } finally {
            producer.shutdown();
        }
    }

    /** What waits together goes together; what comes one by one, as from a keyboard, goes at once. */
    private static void read(BufferedReader lines, LineParser parser, BatchSender sender)
            throws IOException, CommandException, RemotingException, MQBrokerException, MQClientException,
                    InterruptedException {
        int number = 0;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            number++;
            if (!text.isEmpty()) {
                Message message = parser.parse(text, number);
                sender.add(message);
            }
            if (!lines.ready()) {
                sender.flush();
            }
        }
        sender.flush();
    }
}
