package io.cometmq.tools.command.doctor;

import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found, in the order of the way. Used by one thread. */
final class Findings {
    enum Level {
        OK,
        WARNING,
        PROBLEM
    }

    /** @param remedy what to do; empty when all is well */
    record Finding(Level level, String subject, String text, String remedy) {}

    private final List<Finding> all = new ArrayList<>();

    void ok(String subject, String text) {
        all.add(new Finding(Level.OK, subject, text, ""));
    }

    /** Something that need not be wrong. */
    void warning(String subject, String text, String remedy) {
        all.add(new Finding(Level.WARNING, subject, text, remedy));
    }

    /** Something that keeps messages from being stored or consumed. */
    void problem(String subject, String text, String remedy) {
        all.add(new Finding(Level.PROBLEM, subject, text, remedy));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    long count(Level level) {
        return all.stream().filter(finding -> finding.level == level).count();
    }

    void print(CommandContext context) {
        if (context.isForPrograms()) {
            Table table = new Table("%s %s %s %s", "#Level", "#Subject", "#Finding", "#Remedy");
            all.forEach(one -> table.row(word(one.level), one.subject, one.text, one.remedy));
            context.print(table);
            return;
        }
        for (Finding one : all) {
            context.line("%-8s %s: %s", word(one.level), one.subject, one.text);
            if (!one.remedy.isEmpty()) {
                context.line("%-8s   -> %s", "", one.remedy);
            }
        }
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
