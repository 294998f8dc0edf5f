package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.dispatch.DispatchRequest;

/** A checked message and everything about its record that can be known before it has its place. Used by one append. */
final class PreparedRecord {
    final DispatchRequest dispatch;
    final int bodyCrc;
    final int delayLevel;
    final long tagsHash;
    /** Bytes of the message's properties that go into the record. */
    final int propertiesSize;
    /** Bytes behind them for the CRC of the record, 0 for none. */
    final int crcSize;
    /** Let go once encoded, so that what waits for dispatch holds no bodies. */
    AppendMessage message;
    /** The next record of the same batch. */
    PreparedRecord next;

    PreparedRecord(
            AppendMessage message,
            DispatchRequest dispatch,
            int bodyCrc,
            int delayLevel,
            long tagsHash,
            int propertiesSize,
            int crcSize) {
        this.propertiesSize = propertiesSize;
        this.crcSize = crcSize;
        this.message = message;
        this.dispatch = dispatch;
        this.bodyCrc = bodyCrc;
        this.delayLevel = delayLevel;
        this.tagsHash = tagsHash;
    }

    int sizeBytes() {
        return dispatch.sizeBytes();
    }
}
