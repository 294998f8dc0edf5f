package io.cometmq.common.sysflag;

/** Bits of a pull request's sysFlag (docs/protocol/message-formats.md 3). */
public final class PullSysFlag {
    private static final int COMMIT_OFFSET = 0x1;
    private static final int SUSPEND = 0x2;
    private static final int SUBSCRIPTION = 0x4;
    private static final int CLASS_FILTER = 0x8;
    private static final int LITE_PULL = 0x10;

    private PullSysFlag() {}

    public static int buildSysFlag(boolean commitOffset, boolean suspend, boolean subscription, boolean classFilter) {
        return buildSysFlag(commitOffset, suspend, subscription, classFilter, false);
    }

    public static int buildSysFlag(
            boolean commitOffset, boolean suspend, boolean subscription, boolean classFilter, boolean litePull) {
        return (commitOffset ? COMMIT_OFFSET : 0)
                | (suspend ? SUSPEND : 0)
                | (subscription ? SUBSCRIPTION : 0)
                | (classFilter ? CLASS_FILTER : 0)
                | (litePull ? LITE_PULL : 0);
    }

    public static int clearCommitOffsetFlag(int sysFlag) {
        return sysFlag & ~COMMIT_OFFSET;
    }

    public static boolean hasCommitOffsetFlag(int sysFlag) {
        return (sysFlag & COMMIT_OFFSET) != 0;
    }

    public static boolean hasSuspendFlag(int sysFlag) {
        return (sysFlag & SUSPEND) != 0;
    }

    public static int clearSuspendFlag(int sysFlag) {
        return sysFlag & ~SUSPEND;
    }

    public static boolean hasSubscriptionFlag(int sysFlag) {
        return (sysFlag & SUBSCRIPTION) != 0;
    }

    public static int buildSysFlagWithSubscription(int sysFlag) {
        return sysFlag | SUBSCRIPTION;
    }

    public static boolean hasClassFilterFlag(int sysFlag) {
        return (sysFlag & CLASS_FILTER) != 0;
    }

    public static boolean hasLitePullFlag(int sysFlag) {
        return (sysFlag & LITE_PULL) != 0;
    }
}
