package io.cometmq.tools.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Declares options and reads their values; complaints name the option and what it takes. */
public final class CommandOptions {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'#'HH:mm:ss:SSS", Locale.ROOT);

    private static final DateTimeFormatter SHOWN_MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);
    private static final DateTimeFormatter SHOWN_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Options options = new Options();

    public static CommandOptions options() {
        return new CommandOptions();
    }

    public CommandOptions required(String letter, String name, String description) {
        options.addOption(option(letter, name, description).required().get());
        return this;
    }

    public CommandOptions optional(String letter, String name, String description) {
        options.addOption(option(letter, name, description).get());
        return this;
    }

    public CommandOptions flag(String letter, String name, String description) {
        options.addOption(Option.builder(letter).longOpt(name).desc(description).get());
        return this;
    }

    /** A broker's address or a cluster's name, one of the two. */
    public CommandOptions brokerOrCluster() {
        OptionGroup group = new OptionGroup();
        group.addOption(option("b", "brokerAddr", "address of one broker").get());
        group.addOption(option("c", "clusterName", "name of a cluster").get());
        group.setRequired(true);
        options.addOptionGroup(group);
        return this;
    }

    public Options build() {
        return options;
    }

    private static Option.Builder option(String letter, String name, String description) {
        return Option.builder(letter).longOpt(name).hasArg().desc(description);
    }

    /** The value without blanks around it, or null. */
    public static String text(CommandLine line, String letter) {
        String value = line.getOptionValue(letter);
        return value == null ? null : value.strip();
    }

    public static String text(CommandLine line, String letter, String absent) {
        String value = text(line, letter);
        return value == null ? absent : value;
    }

    public static boolean bool(CommandLine line, String letter, boolean absent) throws ParseException {
        String value = text(line, letter);
        if (value == null) {
            return absent;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ParseException("-" + letter + " takes true or false, not " + value);
        };
    }

    public static long number(CommandLine line, String letter, long absent, long least, long most)
            throws ParseException {
        String value = text(line, letter);
        if (value == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for every number out of range.
        }
        throw new ParseException((letter.length() == 1 ? "-" : "--") + letter + " takes a number from " + least + " to "
                + most + ", not " + value);
    }

    public static int integer(CommandLine line, String letter, int absent, int least, int most) throws ParseException {
        return (int) number(line, letter, absent, least, most);
    }

    /** Milliseconds since the epoch, from such a number, a local time {@code yyyy-MM-dd#HH:mm:ss:SSS}, or {@code now}. */
    public static long time(CommandLine line, String letter, long absent) throws ParseException {
        String value = text(line, letter);
        if (value == null) {
            return absent;
        }
        if (value.equals("now")) {
            return Instant.now().toEpochMilli();
        }
        try {
            return value.matches("-?[0-9]+")
                    ? Long.parseLong(value)
                    : LocalDateTime.parse(value, TIME)
                            .atZone(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli();
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new ParseException("-" + letter
                    + " takes now, milliseconds since 1970 or a time like 2026-01-31#23:59:59:000, not " + value);
        }
    }

    /** A moment as RocketMQ's tools show it, in local time; empty for none. */
    public static String showTime(long epochMillis) {
        return show(epochMillis, SHOWN_MILLIS);
    }

    /** A moment without its milliseconds. */
    public static String showSeconds(long epochMillis) {
        return show(epochMillis, SHOWN_SECONDS);
    }

    private static String show(long epochMillis, DateTimeFormatter format) {
        return epochMillis <= 0
                ? ""
                : format.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
    }
}
