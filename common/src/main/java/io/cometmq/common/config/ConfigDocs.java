package io.cometmq.common.config;

/** Renders the declarations of keys for docs/configuration.md. */
public final class ConfigDocs {
    private ConfigDocs() {}

    /** A table in Markdown, one row per key in the order of the record. */
    public static String markdown(Class<? extends Record> type) {
        StringBuilder table = new StringBuilder("| key | type | default | range | at run time | meaning |\n")
                .append("|---|---|---|---|---|---|\n");
        for (KeySpec spec : KeySpec.of(type)) {
            String range = spec.range();
            String unit = spec.key().unit();
            row(
                    table,
                    "`" + spec.name() + "`",
                    spec.typeName(),
                    spec.key().value().isEmpty() ? "" : "`" + spec.key().value() + "`",
                    unit.isEmpty() ? range : (range + " " + unit).strip(),
                    spec.key().changeable() ? "yes" : "no",
                    spec.key().meaning());
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String... cells) {
        for (String cell : cells) {
            table.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        table.append("|\n");
    }
}
