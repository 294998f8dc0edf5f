package io.cometmq.tools.command.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.message.MessageExt;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.Table;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trace says about one message (docs/protocol/semantics.md 21).
 *
 * @param type Pub or Sub
 */
record TraceView(String type, String group, String clientHost, long time, long costMillis, boolean success) {
    static final String FORMAT = "%-10s %-20s %-20s %-20s %-10s %-10s";

    private static final String FIELD = "\u0001";
    private static final String RECORD = "\u0002";
    private static final String PUBLISHED = "Pub";

    /** The traces of one message, the earliest first; records that are not whole are left out. */
    static List<TraceView> of(List<MessageExt> traces, String msgId) {
        List<TraceView> views = new ArrayList<>();
        Map<String, String[]> begun = new HashMap<>();
        List<Ended> ended = new ArrayList<>();
        for (MessageExt trace : traces) {
            String host = trace.getBornHost() instanceof InetSocketAddress inet
                    ? inet.getAddress().getHostAddress()
                    : String.valueOf(trace.getBornHost());
            for (String record : new String(trace.getBody(), UTF_8).split(RECORD, -1)) {
                String[] fields = record.split(FIELD, -1);
                switch (fields[0]) {
                    case PUBLISHED -> {
                        if (fields.length >= 14 && fields[5].equals(msgId)) {
                            views.add(new TraceView(
                                    PUBLISHED,
                                    fields[3],
                                    host,
                                    number(fields[1]),
                                    number(fields[10]),
                                    Boolean.parseBoolean(fields[13])));
                        }
                    }
                    case "SubBefore" -> {
                        if (fields.length >= 6 && fields[5].equals(msgId)) {
                            begun.put(fields[4], fields);
                        }
                    }
                    case "SubAfter" -> {
                        if (fields.length >= 5 && fields[2].equals(msgId)) {
                            ended.add(new Ended(fields, host));
                        }
                    }
                    default -> {
                        // Ends of transactions and recalls are no delivery.
                    }
                }
            }
        }
        // What was begun tells group and time; it may stand in a later trace than its end.
        for (Ended end : ended) {
            String[] before = begun.get(end.fields[1]);
            if (before != null) {
                views.add(new TraceView(
                        "Sub",
                        before[3],
                        end.host,
                        number(before[1]),
                        number(end.fields[3]),
                        Boolean.parseBoolean(end.fields[4])));
            }
        }
        views.sort(Comparator.comparingLong(TraceView::time));
        return views;
    }

    @SuppressWarnings("ArrayRecordComponent") // only read
    private record Ended(String[] fields, String host) {}

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    boolean isOfProducer() {
        return type.equals(PUBLISHED);
    }

    void addTo(Table table) {
        table.row(
                type,
                group,
                clientHost,
                CommandOptions.showSeconds(time),
                costMillis + "ms",
                success ? "success" : "failed");
    }
}
