package io.cometmq.remoting.protocol.body;

import java.util.Map;

/** Body of the answer to QUERY_CORRECTION_OFFSET (308): offset by queue id. */
public record QueryCorrectionOffsetBody(Map<Integer, Long> correctionOffsets) {
    public QueryCorrectionOffsetBody {
        correctionOffsets = correctionOffsets == null ? Map.of() : correctionOffsets;
    }
}
