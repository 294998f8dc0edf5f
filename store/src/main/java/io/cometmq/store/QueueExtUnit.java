package io.cometmq.store;

import java.nio.ByteBuffer;

/**
 * What the extension of a consume queue knows of a message (docs/protocol/message-formats.md 7.1). The bit map is read-only.
 *
 * @param tagsCode hash of the tag
 * @param storeTimestamp store time of the message in milliseconds: a filter that is younger is not in the bit map
 * @param bitMap which filters the message passes, from position to limit; empty when nobody supplied one
 */
public record QueueExtUnit(long tagsCode, long storeTimestamp, ByteBuffer bitMap) {}
