package io.cometmq.common.sysflag;

/** Bits of a topic's sysFlag (docs/protocol/message-formats.md 3). */
public final class TopicSysFlag {
    private static final int UNIT = 0x1;
    private static final int UNIT_SUB = 0x2;

    private TopicSysFlag() {}

    public static int buildSysFlag(boolean unit, boolean unitSubscription) {
        return (unit ? UNIT : 0) | (unitSubscription ? UNIT_SUB : 0);
    }

    public static int setUnitFlag(int sysFlag) {
        return sysFlag | UNIT;
    }

    public static int clearUnitFlag(int sysFlag) {
        return sysFlag & ~UNIT;
    }

    public static boolean hasUnitFlag(int sysFlag) {
        return (sysFlag & UNIT) != 0;
    }

    public static int setUnitSubFlag(int sysFlag) {
        return sysFlag | UNIT_SUB;
    }

    public static int clearUnitSubFlag(int sysFlag) {
        return sysFlag & ~UNIT_SUB;
    }

    public static boolean hasUnitSubFlag(int sysFlag) {
        return (sysFlag & UNIT_SUB) != 0;
    }
}
