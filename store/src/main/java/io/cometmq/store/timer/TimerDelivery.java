package io.cometmq.store.timer;

import io.cometmq.store.AppendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Stores timer messages again. Called by both timer threads. */
public interface TimerDelivery {
    /**
     * Stores a message that is due where it belongs.
     *
     * @param record of the timer topic; stays valid until the future is complete
     * @return null when the record does not say where it belongs
     */
    CompletableFuture<AppendResult> deliver(ByteBuffer record);

    /**
     * Stores a message that is not due in the timer topic again, once more rolled (docs/protocol/semantics.md 11).
     *
     * @param record of the timer topic; stays valid until the future is complete
     */
    CompletableFuture<AppendResult> roll(ByteBuffer record);
}
