package io.cometmq.store.timer;

/** What the timer has done since the start of the process, over all lives of its engine. Belongs to the timer thread. */
final class TimerCounts {
    long scheduled;
    long delivered;
}
