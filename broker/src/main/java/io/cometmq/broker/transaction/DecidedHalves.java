package io.cometmq.broker.transaction;

import java.util.BitSet;

/**
 * Which halves are decided, by queue offset: all below the base, and above it one bit each. Undecided halves cost nothing but the
 * decided ones behind them. Not thread-safe.
 */
final class DecidedHalves {
    /** How far the base may run ahead before the bits behind it are given back. */
    private static final int SLACK = 1 << 16;

    private long base;

    /** The half of the first bit. */
    private long origin;

    private BitSet bits = new BitSet();

    DecidedHalves(long base) {
        this.base = base;
        this.origin = base;
    }

    /** The first undecided half: every one below it is decided. */
    long base() {
        return base;
    }

    boolean isDecided(long half) {
        return half < base || bits.get(index(half));
    }

    void add(long half) {
        if (half < base) {
            return;
        }
        bits.set(index(half));
        if (half == base) {
            base = nextUndecided(base);
            giveBack();
        }
    }

    /** The first undecided half from this one on; it need not exist yet. */
    long nextUndecided(long half) {
        return half < base ? base : origin + bits.nextClearBit(index(half));
    }

    /** The first decided half from this one on, {@code limit} when there is none below it. */
    long nextDecided(long half, long limit) {
        if (half < base) {
            return half;
        }
        int next = bits.nextSetBit(index(half));
        return next < 0 ? limit : Math.min(limit, origin + next);
    }

    private int index(long half) {
        return Math.toIntExact(half - origin);
    }

    private void giveBack() {
        int settled = index(base);
        if (settled > Math.max(SLACK, bits.length() / 2)) {
            bits = bits.get(settled, Math.max(settled, bits.length()));
            origin = base;
        }
    }
}
