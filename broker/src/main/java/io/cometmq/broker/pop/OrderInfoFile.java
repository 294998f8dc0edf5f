package io.cometmq.broker.pop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Content of consumerOrderInfo.json (docs/protocol/message-formats.md 10); the names are those of the file. By {@code topic@group} and queue id.
 */
record OrderInfoFile(String orderedConsumptionLevel, Map<String, Map<Integer, OrderInfoFile.Info>> table) {
    private static final String LEVEL = "QUEUE";

    OrderInfoFile {
        table = table == null ? Map.of() : table;
    }

    static OrderInfoFile of(Map<String, Map<Integer, Info>> table) {
        return new OrderInfoFile(LEVEL, table);
    }

    /**
     * One queue.
     *
     * @param a attempt id
     * @param cm acknowledged messages as bits
     * @param i invisible time
     * @param l when it was last consumed
     * @param o the first queue offset, then distances from it
     * @param oc consumed counts by queue offset
     * @param ot visible times by queue offset
     */
    record Info(
            String a, long cm, Long i, long l, List<Long> o, Map<Long, Integer> oc, Map<Long, Long> ot, long popTime) {
        static Info of(OrderState state) {
            List<Long> distances = new ArrayList<>();
            long first = state.queueOffsets()[0];
            for (long offset : state.queueOffsets()) {
                distances.add(distances.isEmpty() ? first : offset - first);
            }
            return new Info(
                    state.attemptId(),
                    state.acknowledged(),
                    state.invisibleMillis(),
                    state.popTime(),
                    distances,
                    state.consumedCounts().isEmpty() ? null : new TreeMap<>(state.consumedCounts()),
                    state.visibleAtMillis().isEmpty() ? null : new TreeMap<>(state.visibleAtMillis()),
                    state.popTime());
        }

        /** Null when it says nothing. */
        OrderState state() {
            if (o == null || o.isEmpty() || o.size() > CheckPoint.MAX_MESSAGES) {
                return null;
            }
            long[] offsets = new long[o.size()];
            offsets[0] = o.get(0);
            for (int n = 1; n < offsets.length; n++) {
                offsets[n] = offsets[0] + o.get(n);
            }
            return new OrderState(
                    popTime, i == null ? 0 : i, offsets, ot == null ? Map.of() : ot, oc == null ? Map.of() : oc, cm, a);
        }
    }
}
