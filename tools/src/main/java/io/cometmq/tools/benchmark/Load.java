package io.cometmq.tools.benchmark;

/** One thread's part of a run. */
interface Load extends Runnable {
    /** What it saw; read it after {@link #run()} has returned. */
    LoadStatistics statistics();
}
