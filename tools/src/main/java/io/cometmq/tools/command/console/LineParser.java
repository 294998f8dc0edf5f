package io.cometmq.tools.command.console;

import io.cometmq.common.message.Message;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.ParseException;

/**
 * Makes messages of lines. Immutable.
 *
 * @param separator between key and body; null: there is no key in a line
 */
record LineParser(
        String topic,
        MessageFormat format,
        String separator,
        String tags,
        String keys,
        Map<String, String> properties) {
    static LineParser of(CommandLine line) throws ParseException {
        Map<String, String> properties = new LinkedHashMap<>();
        if (line.hasOption("p")) {
            for (String property : line.getOptionValues("p")) {
                int equals = property.indexOf('=');
                if (equals < 1 || equals == property.length() - 1) {
                    throw new ParseException("-p takes name=value, not " + property);
                }
                properties.put(property.substring(0, equals), property.substring(equals + 1));
            }
        }
        String separator = line.getOptionValue("s");
        if (separator != null && separator.isEmpty()) {
            throw new ParseException("-s takes a text that is not empty");
        }
        return new LineParser(
                CommandOptions.text(line, "t"),
                MessageFormat.of(CommandOptions.text(line, "format", "text")),
                separator == null ? null : separator.replace("\\t", "\t"),
                CommandOptions.text(line, "c"),
                CommandOptions.text(line, "k"),
                properties);
    }

    /** @param number of the line, for the complaint */
    Message parse(String line, int number) throws CommandException {
        String key = keys;
        String text = line;
        if (separator != null) {
            int end = line.indexOf(separator);
            if (end < 0) {
                throw new CommandException("line " + number + " has no separator between key and body");
            }
            key = line.substring(0, end);
            text = line.substring(end + separator.length());
        }
        try {
            Message message = format.read(topic, text);
            if (tags != null) {
                message.setTags(tags);
            }
            if (key != null && !key.isEmpty()) {
                message.setKeys(key);
            }
            properties.forEach(message::putUserProperty);
            return message;
        } catch (RuntimeException e) {
            throw new CommandException("line " + number + " cannot be sent: " + e.getMessage());
        }
    }
}
