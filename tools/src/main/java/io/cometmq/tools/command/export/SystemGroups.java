package io.cometmq.tools.command.export;

import io.cometmq.common.MixAll;
import java.util.Set;

/** Groups that brokers and tools make for themselves (docs/protocol/semantics.md 1). Stateless. */
final class SystemGroups {
    private static final Set<String> NAMES = Set.of(
            MixAll.TOOLS_CONSUMER_GROUP,
            "DEFAULT_CONSUMER",
            "SCHEDULE_CONSUMER",
            "FILTERSRV_CONSUMER",
            "__MONITOR_CONSUMER",
            "SELF_TEST_C_GROUP",
            "CID_ONS-HTTP-PROXY",
            "CID_ONSAPI_OWNER",
            "CID_ONSAPI_PERMISSION",
            "CID_ONSAPI_PULL");

    private SystemGroups() {}

    static boolean contains(String group) {
        return NAMES.contains(group) || group.startsWith("CID_RMQ_SYS_");
    }
}
