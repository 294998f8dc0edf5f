package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.json.JsonException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The program {@code bin/mqadmin}. Exit status: 0 when the command was carried out, 1 when it failed, 2 when the arguments
 * are wrong, 3 when it was carried out and what it checked is not in order.
 */
public final class MQAdminStartup {
    private static final String WATCH = "watch";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int NOT_IN_ORDER = 3;

    private final List<SubCommand> commands;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    MQAdminStartup(List<SubCommand> commands, InputStream in, PrintStream out, PrintStream err) {
        this.commands = commands;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Carries out one command. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, UTF_8);
        PrintStream err = new PrintStream(System.err, true, UTF_8);
        int status = run(System.in, out, err, arguments);
        out.flush();
        System.exit(out.checkError() ? FAILED : status);
    }

    /** The names of all commands with what they do, in the order in which they are listed. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        CommandList.all().forEach(command -> descriptions.put(command.commandName(), command.commandDesc()));
        return descriptions;
    }

    /** Carries out one command between these streams; gives its exit status. */
    public static int run(InputStream in, PrintStream out, PrintStream err, String... arguments) {
        return new MQAdminStartup(CommandList.all(), in, out, err).run(arguments);
    }

    int run(String... arguments) {
        CommandHelp help = new CommandHelp(commands, out);
        if (arguments.length == 0 || List.of("-h", "--help").contains(arguments[0])) {
            help.overview();
            return 0;
        }
        if (arguments[0].equals(Completion.COMMAND)) {
            out.print(Completion.bash(commands, MQAdminStartup::allOptions));
            return 0;
        }
        boolean asksForHelp = arguments[0].equals("help");
        if (asksForHelp && arguments.length == 1) {
            help.overview();
            return 0;
        }
        String name = asksForHelp ? arguments[1] : arguments[0];
        Optional<SubCommand> command = find(name);
        if (command.isEmpty()) {
            err.println("The sub command " + name + " not exist." + nearest(name));
            return MISUSED;
        }
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        if (asksForHelp || rest.contains("-h") || rest.contains("--help")) {
            help.of(command.get(), allOptions(command.get()));
            return 0;
        }
        return execute(command.get(), rest.toArray(String[]::new));
    }

    private Optional<SubCommand> find(String name) {
        return commands.stream()
                .filter(command -> command.commandName().equalsIgnoreCase(name))
                .findFirst();
    }

    private String nearest(String name) {
        String part = name.toLowerCase(Locale.ROOT);
        String near = commands.stream()
                .map(SubCommand::commandName)
                .filter(known -> known.toLowerCase(Locale.ROOT).contains(part))
                .collect(Collectors.joining(", "));
        return near.isEmpty() ? " mqadmin alone lists the commands." : " Did you mean " + near + "?";
    }

    private static Options allOptions(SubCommand command) {
        Options options = command.options();
        options.addOption("h", "help", false, "Print help");
        if (!options.hasShortOption("n")) {
            options.addOption(
                    "n", "namesrvAddr", true, "Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876'");
        }
        if (command.printsTables()) {
            // Some commands of RocketMQ have an -o of their own.
            String letter = options.hasShortOption("o") ? null : "o";
            options.addOption(Option.builder(letter)
                    .longOpt("output")
                    .hasArg()
                    .desc("how to write a listing: text, json or csv")
                    .get());
        }
        if (command.isListing()) {
            options.addOption(Option.builder()
                    .longOpt(WATCH)
                    .hasArg()
                    .desc("show it again every so many seconds, until it is stopped")
                    .get());
        }
        return options;
    }

    private int execute(SubCommand command, String[] arguments) {
        try {
            CommandLine line = new DefaultParser(false).parse(allOptions(command), arguments);
            if (!line.getArgList().isEmpty()) {
                throw new ParseException("there is no option for " + line.getArgList());
            }
            OutputFormat format = OutputFormat.of(line.getOptionValue("output", "text"));
            int watchSeconds = CommandOptions.integer(line, WATCH, 0, 1, 86_400);
            DefaultMQAdminExt admin = new DefaultMQAdminExt();
            admin.setNamesrvAddr(nameServers(line, admin));
            try (CommandContext context = new CommandContext(admin, in, out, err, format)) {
                admin.start();
                command.execute(line, context);
                if (watchSeconds > 0) {
                    watch(command, line, context, watchSeconds);
                }
                return context.isInOrder() ? 0 : NOT_IN_ORDER;
            }
        } catch (ParseException e) {
            err.println(
                    command.commandName() + ": " + e.getMessage() + " (mqadmin help " + command.commandName() + ")");
            return MISUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println(command.commandName() + ": interrupted");
            return FAILED;
        } catch (CommandException
                | RemotingException
                | MQBrokerException
                | MQClientException
                | JsonException
                | IllegalArgumentException e) {
            fail(command, e);
            return FAILED;
        }
    }

    private void fail(SubCommand command, Exception failure) {
        out.flush();
        err.println(command.commandName() + ": " + reason(failure));
    }

    /** Until nobody looks any more: what fails for a while, as with a broker that starts anew, is shown and tried again. */
    private void watch(SubCommand command, CommandLine line, CommandContext context, int seconds)
            throws ParseException, MQClientException, InterruptedException {
        while (!out.checkError()) {
            TimeUnit.SECONDS.sleep(seconds);
            context.clear();
            try {
                command.execute(line, context);
            } catch (CommandException | RemotingException | MQBrokerException e) {
                fail(command, e);
            }
        }
    }

    /** Null when nobody names any; some commands need none. */
    private static String nameServers(CommandLine line, DefaultMQAdminExt admin) throws CommandException {
        if (line.hasOption("n")) {
            return line.getOptionValue("n");
        }
        if (admin.getNamesrvAddr() != null) {
            return admin.getNamesrvAddr();
        }
        String fromFile = ToolSettings.load(System.getenv()).namesrvAddr();
        return fromFile.isBlank() ? null : fromFile;
    }

    /** The failure and, where it says more, what caused it; in one line. */
    private static String reason(Exception failure) {
        Throwable cause = failure.getCause();
        String text = String.valueOf(failure.getMessage());
        if (cause != null && cause.getMessage() != null && !text.contains(cause.getMessage())) {
            text += ": " + cause.getMessage();
        }
        return text.replaceAll("\\s*\n\\s*", "; ");
    }
}
