package io.cometmq.remoting.protocol.body;

import java.util.Map;

/**
 * Body of the answer to GET_COLD_DATA_FLOW_CTR_INFO (2003): how much of the old messages groups read.
 *
 * @param runtimeTable what groups have read lately, by group
 * @param configTable limits of single groups in bytes
 * @param cgColdReadThreshold limit of every other group in bytes
 * @param globalColdReadThreshold limit of all groups together in bytes
 * @param globalAcc what all groups together have read
 */
public record ColdDataFlowCtrInfo(
        Map<String, ColdReads> runtimeTable,
        Map<String, Long> configTable,
        long cgColdReadThreshold,
        long globalColdReadThreshold,
        long globalAcc) {
    public ColdDataFlowCtrInfo {
        runtimeTable = runtimeTable == null ? Map.of() : runtimeTable;
        configTable = configTable == null ? Map.of() : configTable;
    }

    /**
     * Reads of one group.
     *
     * @param coldAcc bytes
     * @param createTimeMills when it began
     * @param lastColdReadTimeMills when it read last
     */
    public record ColdReads(long coldAcc, long createTimeMills, long lastColdReadTimeMills) {}
}
