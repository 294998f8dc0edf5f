package io.cometmq.store.timer;

/**
 * How far the timer is.
 *
 * @param watermarkMillis what was due until then is delivered
 * @param journalOffset queue offset of the next record of the timer topic
 * @param waiting entries that wait for their time, those that take messages back among them
 * @param scheduled entries taken from the timer topic since the start
 * @param delivered messages delivered since the start
 */
public record TimerProgress(long watermarkMillis, long journalOffset, long waiting, long scheduled, long delivered) {
    static final TimerProgress NONE = new TimerProgress(0, 0, 0, 0, 0);
}
