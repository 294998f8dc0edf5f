package io.cometmq.tools.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** What mqadmin says about itself. */
final class CommandHelp {
    private final List<SubCommand> commands;
    private final PrintStream out;

    CommandHelp(List<SubCommand> commands, PrintStream out) {
        this.commands = commands;
        this.out = out;
    }

    void overview() {
        out.println("The most commonly used mqadmin commands are:");
        for (SubCommand command : commands) {
            out.printf(Locale.ROOT, "   %-35s %s%n", command.commandName(), command.commandDesc());
        }
        out.println();
        out.println("See 'mqadmin help <command>' for more information on a specific command.");
        out.println("The name servers are those of -n, else of the Java property rocketmq.namesrv.addr, else of the"
                + " environment's NAMESRV_ADDR, else of conf/tools.conf.");
        out.println("'source <(mqadmin completion)' lets bash complete commands and options.");
    }

    void of(SubCommand command, Options options) {
        List<String> words = new ArrayList<>();
        for (Option option : options.getOptions()) {
            String name = option.getOpt() == null ? "--" + option.getLongOpt() : "-" + option.getOpt();
            String word = option.hasArg() ? name + " <arg>" : name;
            words.add(option.isRequired() ? word : "[" + word + "]");
        }
        out.println("usage: mqadmin " + command.commandName() + " " + String.join(" ", words));
        out.println(command.commandDesc());
        for (Option option : options.getOptions()) {
            String names = (option.getOpt() == null ? "" : "-" + option.getOpt() + ",") + "--" + option.getLongOpt()
                    + (option.hasArg() ? " <arg>" : "");
            out.printf(Locale.ROOT, " %-32s %s%n", names, option.getDescription());
        }
        out.println("example: mqadmin " + command.example());
    }
}
