package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.dispatch.DispatchRequest;

/** A checked message and everything about its record that can be known before it has its place. Used by one append. */
final class PreparedRecord {
    final DispatchRequest dispatch;
    final int bodyCrc;
    final int delayLevel;
    final long tagsHash;
    /** Let go once encoded, so that what waits for dispatch holds no bodies. */
    AppendMessage message;
    /** The next record of the same batch. */
    PreparedRecord next;

    PreparedRecord(AppendMessage message, DispatchRequest dispatch, int bodyCrc, int delayLevel, long tagsHash) {
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
