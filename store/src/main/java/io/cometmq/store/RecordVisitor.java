package io.cometmq.store;

import java.nio.ByteBuffer;

/** Sees records of the log one by one. */
@FunctionalInterface
public interface RecordVisitor {
    /**
     * Takes a look.
     *
     * @param file a read-only view of a file of the log, valid during the call; absolute access only
     * @param at where in the file the record starts
     */
    void visit(ByteBuffer file, int at);
}
