package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of RESET_MASTER_FLUSH_OFFSET (908). */
public record ResetMasterFlushOffsetHeader(@Required long masterFlushOffset) implements CommandHeader {}
