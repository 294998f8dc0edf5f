package io.cometmq.tools.command;

import java.util.Properties;
import java.util.TreeSet;

/** Prints the configuration of a process. Stateless. */
public final class ConfigText {
    private ConfigText() {}

    /** A heading and a line for each property, sorted by name. */
    public static void print(String heading, Properties config, CommandContext context) {
        Table table = new Table("%-50s=  %s", "#Key", "#Value");
        for (String key : new TreeSet<>(config.stringPropertyNames())) {
            if (context.isForPrograms()) {
                table.row(key, config.getProperty(key));
            }
        }
        context.note("============" + heading + "============");
        if (context.isForPrograms()) {
            context.print(table);
            return;
        }
        for (String key : new TreeSet<>(config.stringPropertyNames())) {
            context.line("%-50s=  %s", key, config.getProperty(key));
        }
        context.line("");
    }
}
