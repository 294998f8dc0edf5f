package io.cometmq.remoting.protocol.pop;

import java.util.HashMap;
import java.util.Map;

/** What the answer to a pop says about its messages beside their records, queue by queue. Immutable. */
public final class PopInfo {
    private final Map<String, Long> startOffsets = new HashMap<>();
    private final Map<String, Integer> consumedCounts = new HashMap<>();

    private PopInfo() {}

    /**
     * Reads the infos of an answer.
     *
     * @param startOffsetInfo {@code kind queueId startOffset;...}; null or empty: none
     * @param orderCountInfo {@code kind queueId count;...} and {@code kind qoQUEUE%OFFSET count;...}; null or empty: none
     * @throws IllegalArgumentException when they cannot be read
     */
    public static PopInfo parse(String startOffsetInfo, String orderCountInfo) {
        PopInfo info = new PopInfo();
        try {
            for (String[] entry : entries(startOffsetInfo)) {
                info.startOffsets.put(entry[0] + '@' + entry[1], Long.parseLong(entry[2]));
            }
            for (String[] entry : entries(orderCountInfo)) {
                info.consumedCounts.put(entry[0] + '@' + entry[1], Integer.parseInt(entry[2]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not the infos of a pop: " + startOffsetInfo + ", " + orderCountInfo, e);
        }
        return info;
    }

    private static String[][] entries(String info) {
        if (info == null || info.isEmpty()) {
            return new String[0][];
        }
        String[] texts = info.split(";", -1);
        String[][] entries = new String[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            entries[i] = texts[i].split(" ", -1);
            if (entries[i].length != 3) {
                throw new IllegalArgumentException("an entry has three parts: " + info);
            }
        }
        return entries;
    }

    /** Where the pop began to read the queue; null when the answer does not say. */
    public Long startOffset(TopicKind kind, int queueId) {
        return startOffsets.get(kind.code() + "@" + queueId);
    }

    /** How often an ordered message was handed out before; null when the answer does not say. */
    public Integer consumedCount(TopicKind kind, int queueId, long queueOffset) {
        Integer ofMessage = consumedCounts.get(kind.code() + "@" + offsetKey(queueId, queueOffset));
        return ofMessage != null ? ofMessage : consumedCounts.get(kind.code() + "@" + queueId);
    }

    private static String offsetKey(int queueId, long queueOffset) {
        return "qo" + queueId + "%" + queueOffset;
    }

    /** Puts the infos of an answer together. Used by one thread. */
    public static final class Builder {
        private final StringBuilder startOffsets = new StringBuilder();
        private final StringBuilder messageOffsets = new StringBuilder();
        private final StringBuilder consumedCounts = new StringBuilder();

        /** A queue and the offsets of its messages in the answer. */
        public void add(TopicKind kind, int queueId, long startOffset, long[] queueOffsets) {
            next(startOffsets)
                    .append(kind.code())
                    .append(' ')
                    .append(queueId)
                    .append(' ')
                    .append(startOffset);
            next(messageOffsets).append(kind.code()).append(' ').append(queueId).append(' ');
            for (int i = 0; i < queueOffsets.length; i++) {
                messageOffsets.append(i == 0 ? "" : ",").append(queueOffsets[i]);
            }
        }

        /** How often a message of an ordered queue was handed out before. */
        public void consumed(TopicKind kind, int queueId, long queueOffset, int count) {
            next(consumedCounts)
                    .append(kind.code())
                    .append(' ')
                    .append(offsetKey(queueId, queueOffset))
                    .append(' ')
                    .append(count);
        }

        /** How often every message of an ordered queue was handed out before, at least. */
        public void consumed(TopicKind kind, int queueId, int count) {
            next(consumedCounts)
                    .append(kind.code())
                    .append(' ')
                    .append(queueId)
                    .append(' ')
                    .append(count);
        }

        private static StringBuilder next(StringBuilder info) {
            return info.length() == 0 ? info : info.append(';');
        }

        public String startOffsetInfo() {
            return startOffsets.toString();
        }

        public String msgOffsetInfo() {
            return messageOffsets.toString();
        }

        public String orderCountInfo() {
            return consumedCounts.toString();
        }
    }
}
