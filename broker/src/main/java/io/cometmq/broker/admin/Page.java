package io.cometmq.broker.admin;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.DataVersion;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which part of a table a peer asks for. Pages belong together only as long as the table stays the same: who asks for a later
 * page with another version, or with none, starts again.
 *
 * @param start place of the first entry in the order of the names; null: everything is asked for
 * @param maxCount most entries; null: all that follow
 */
record Page(Integer start, String version, Integer maxCount) {

    <V> Map<String, V> of(Map<String, V> table, DataVersion current) throws RemotingCommandException {
        if (maxCount == null || maxCount <= 0) {
            return table;
        }
        if (start == null) {
            throw new RemotingCommandException("a page of " + maxCount + " entries is asked for, but not which one");
        }
        boolean goesOn = start > 0 && start < table.size() && isOf(current);
        Map<String, V> page = new TreeMap<>();
        new TreeMap<>(table)
                .entrySet().stream()
                        .skip(goesOn ? start : 0)
                        .limit(maxCount)
                        .forEach(entry -> page.put(entry.getKey(), entry.getValue()));
        return page;
    }

    private boolean isOf(DataVersion current) throws RemotingCommandException {
        if (version == null || version.isBlank()) {
            return false;
        }
        try {
            return Json.fromJson(version, DataVersion.class).equals(current);
        } catch (JsonException e) {
            throw new RemotingCommandException("dataVersion: " + e.getMessage(), e);
        }
    }
}
