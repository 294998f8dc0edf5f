package io.cometmq.store.timer;

/**
 * How far the timer is.
 *
 * @param watermarkMillis what was due until then is delivered
 * @param journalOffset queue offset of the next record of the timer topic
 */
public record TimerProgress(long watermarkMillis, long journalOffset) {}
