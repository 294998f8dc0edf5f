package io.cometmq.store.timer;

import java.io.IOException;

/** Entries in the order of their slots. One thread. */
interface SlotSource {
    long END = Long.MAX_VALUE;

    /** The slot of the next entries; {@link #END} when there are none. */
    long slot() throws IOException;

    /** Hands out the entries of that slot and goes on to the next. */
    void take(TimerEntries into) throws IOException;
}
