package io.cometmq.broker.transaction;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the latest rounds of questions were: from that and a half's age follows how often it was asked, so that nothing is to be kept
 * for each half. The count starts anew with the broker. Not thread-safe.
 */
final class CheckRounds {
    /** What to do about a half in the present round. */
    enum Action {
        /** Too young, like all behind it. */
        STOP,
        /** Its producer wants to be left alone for longer than others. */
        LEAVE,
        ASK,
        DISCARD
    }

    private final TransactionConfig config;

    /** Latest last; as many as make the difference. */
    private final Deque<Long> rounds = new ArrayDeque<>();

    CheckRounds(TransactionConfig config) {
        this.config = config;
    }

    void begin(long nowMillis) {
        rounds.addLast(nowMillis);
        if (rounds.size() > config.checkMax() + 1) {
            rounds.removeFirst();
        }
    }

    /**
     * @param immunityMillis what the producer asks for, negative when it does not
     * @param checkTimes how often a broker of another make has asked
     */
    Action decide(long storeMillis, long immunityMillis, int checkTimes) {
        long now = rounds.getLast();
        long age = now - storeMillis;
        if (age < config.timeOutMillis()) {
            return Action.STOP;
        }
        if (age < immunityMillis) {
            return Action.LEAVE;
        }
        return timesAsked(storeMillis, immunityMillis, checkTimes) > config.checkMax() || age > config.reservedMillis()
                ? Action.DISCARD
                : Action.ASK;
    }

    /** How often the half was asked for, the present round included. */
    int timesAsked(long storeMillis, long immunityMillis, int checkTimes) {
        long due = storeMillis + Math.max(config.timeOutMillis(), immunityMillis);
        return checkTimes + (int) rounds.stream().filter(round -> round >= due).count();
    }
}
