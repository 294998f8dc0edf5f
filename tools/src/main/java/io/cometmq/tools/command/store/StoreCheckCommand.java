package io.cometmq.tools.command.store;

import io.cometmq.store.DelayTable;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.check.CheckOptions;
import io.cometmq.store.check.CheckReport;
import io.cometmq.store.check.Finding;
import io.cometmq.store.check.StoreCheck;
import io.cometmq.store.check.StoreRepair;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.OutputFormat;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * Checks a data directory, ours or RocketMQ's, while no broker has it open, and repairs it. What needed a repair was not in order, also if
 * it is repaired now.
 */
public final class StoreCheckCommand implements SubCommand {
    @Override
    public String commandName() {
        return "storeCheck";
    }

    @Override
    public String commandDesc() {
        return "Check a broker's data directory offline, and repair it.";
    }

    @Override
    public String example() {
        return "storeCheck -d ~/store --repair";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("d", "directory", "the data directory (storePathRootDir)")
                .optional("c", "configFile", "the broker's file of settings, where sizes or directories are its own")
                .flag("r", "repair", "repair what can be; what is replaced is moved to damaged/ in the directory")
                .build();
    }

    @Override
    public boolean printsTables() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context) throws CommandException {
        Path root = Path.of(CommandOptions.text(line, "d")).toAbsolutePath().normalize();
        try {
            Map<String, Object> settings = settings(CommandOptions.text(line, "c"));
            CheckOptions options = options(root, settings, context);
            if (line.hasOption("r")) {
                DelayTable delays = DelayTable.parse(settings.getOrDefault("messageDelayLevel", DelayTable.DEFAULT)
                        .toString());
                Map<String, Object> ofStore = storeSettings(settings);
                show(new StoreRepair(options, delays).run(ofStore), context);
            } else {
                show(new StoreCheck(options).run(), context);
            }
        } catch (IOException | RuntimeException e) {
            throw new CommandException(root + " cannot be checked: " + e.getMessage());
        }
    }

    private static Map<String, Object> settings(String file) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            }
            properties
                    .stringPropertyNames()
                    .forEach(
                            key -> settings.put(key, properties.getProperty(key).trim()));
        }
        return settings;
    }

    /** Those that the store declares. */
    private static Map<String, Object> storeSettings(Map<String, Object> all) {
        Map<String, Object> settings = new HashMap<>(all);
        settings.keySet()
                .retainAll(Stream.of(MessageStoreConfig.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        return settings;
    }

    private static CheckOptions options(Path root, Map<String, Object> settings, CommandContext context)
            throws IOException {
        Map<String, Object> ofStore = storeSettings(settings);
        ofStore.put("storePathRootDir", root);
        MessageStoreConfig config = MessageStoreConfig.of(root, ofStore);
        List<Path> directories = new ArrayList<>(config.commitLogDirectories());
        directories.addAll(config.readOnlyCommitLogDirectories());
        int slots = settings.containsKey("maxHashSlotNum") ? config.maxHashSlotNum() : 0;
        return new CheckOptions(root, directories, slots, context.progressBar("commit log", bytes(directories)));
    }

    private static long bytes(List<Path> directories) throws IOException {
        long bytes = 0;
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
                    }
                }
            }
        }
        return bytes;
    }

    /** As JSON. */
    private record Shown(boolean sound, CheckReport before, List<String> actions, CheckReport after) {}

    private static void show(CheckReport report, CommandContext context) {
        if (context.format() == OutputFormat.JSON) {
            context.printObject(new Shown(report.isGood(), report, List.of(), null));
        } else {
            showFindings(report, context);
            context.note(report.isGood() ? "The store is sound." : "The store is not sound.");
        }
        if (!report.isGood()) {
            context.notInOrder();
        }
    }

    private static void show(StoreRepair.RepairReport report, CommandContext context) {
        if (context.format() == OutputFormat.JSON) {
            context.printObject(new Shown(report.after().isGood(), report.before(), report.actions(), report.after()));
        } else {
            showFindings(report.before(), context);
            report.actions().forEach(action -> context.note("repaired: %s", action));
            if (!report.actions().isEmpty() && !report.after().isGood()) {
                context.note("After the repair:");
                showFindings(report.after(), context);
            }
            context.note(report.after().isGood() ? "The store is sound now." : "The store is not sound.");
        }
        if (!report.before().isGood()) {
            context.notInOrder();
        }
    }

    private static void showFindings(CheckReport report, CommandContext context) {
        Table table = new Table("%-10s  %-60s  %-12s  %s", "#Severity", "#File", "#Position", "#Finding");
        for (Finding finding : report.findings()) {
            table.row(finding.severity(), finding.file(), finding.position(), finding.text());
        }
        if (!table.isEmpty() || context.isForPrograms()) {
            context.print(table);
        }
        if (report.suppressed() > 0) {
            context.note("and %d more", report.suppressed());
        }
        context.note(
                "%d records up to offset %d, %d queue entries, %d index entries, %d timer entries",
                report.records(), report.logEnd(), report.queueEntries(), report.indexEntries(), report.timerEntries());
    }
}
