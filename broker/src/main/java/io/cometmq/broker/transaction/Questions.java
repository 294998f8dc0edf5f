package io.cometmq.broker.transaction;

/** Asks producers what became of their halves. Called by the checking thread only. */
interface Questions {
    /** A round of questions begins. */
    void beginRound();

    /** @param half valid during the call */
    void ask(HalfMessage half, int checkTimes);
}
