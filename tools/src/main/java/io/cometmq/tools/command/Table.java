package io.cometmq.tools.command;

import io.cometmq.common.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A listing: RocketMQ's columns as text, the same as JSON objects or as CSV. Built and printed by one thread.
 *
 * <p>Numbers stay numbers in JSON. A JSON name is the column's title without {@code #} in camel case.
 */
public final class Table {
    private final String format;
    private final List<String> titles;
    private final List<Object[]> rows = new ArrayList<>();

    /**
     * @param format of a line, a {@code %s} with its width for each column
     * @param titles as RocketMQ prints them
     */
    public Table(String format, String... titles) {
        this.format = format;
        this.titles = List.of(titles);
    }

    /** Adds a line; a cell that is null is empty. */
    public Table row(Object... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
        }
        rows.add(cells);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    String render(OutputFormat output) {
        return switch (output) {
            case TEXT -> text();
            case JSON -> json();
            case CSV -> csv();
        };
    }

    private String text() {
        return Stream.concat(Stream.<Object[]>of(titles.toArray()), rows.stream())
                .map(cells -> String.format(Locale.ROOT, format, texts(cells)) + "\n")
                .collect(Collectors.joining());
    }

    private static Object[] texts(Object[] cells) {
        return Stream.of(cells).map(cell -> cell == null ? "" : cell).toArray();
    }

    private String json() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object[] cells : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                object.put(jsonName(titles.get(i)), cells[i]);
            }
            objects.add(object);
        }
        return Json.toPrettyJson(objects) + "\n";
    }

    /** {@code #Broker Name} is brokerName, {@code #InTPS(LOAD)} is inTPSLoad, {@code #QID} is qid. */
    static String jsonName(String title) {
        StringBuilder name = new StringBuilder();
        for (String word : title.replaceAll("[^A-Za-z0-9]+", " ").strip().split(" ", -1)) {
            boolean capitals = word.toUpperCase(Locale.ROOT).equals(word);
            String plain = capitals ? word.toLowerCase(Locale.ROOT) : word;
            String first = plain.substring(0, 1);
            name.append(name.isEmpty() ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT))
                    .append(plain.substring(1));
        }
        return name.toString();
    }

    private String csv() {
        return Stream.concat(
                        Stream.<Object[]>of(titles.stream().map(Table::jsonName).toArray()), rows.stream())
                .map(cells -> Stream.of(texts(cells)).map(Table::quoted).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(Object cell) {
        String text = cell.toString();
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
