package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.DataVersion;
import java.util.Map;

/** Body of the answer to GET_ALL_DELAY_OFFSET (45), and content of delayOffset.json: offset by delay level. */
public record DelayOffsetSerializeWrapper(Map<Integer, Long> offsetTable, DataVersion dataVersion) {
    public DelayOffsetSerializeWrapper {
        offsetTable = offsetTable == null ? Map.of() : offsetTable;
    }
}
