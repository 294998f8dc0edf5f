package io.cometmq.remoting.protocol.body;

/** A queue that a client is consuming. */
public record ProcessQueueInfo(
        long commitOffset,
        long cachedMsgMinOffset,
        long cachedMsgMaxOffset,
        int cachedMsgCount,
        int cachedMsgSizeInMiB,
        long transactionMsgMinOffset,
        long transactionMsgMaxOffset,
        int transactionMsgCount,
        boolean locked,
        long tryUnlockTimes,
        long lastLockTimestamp,
        boolean droped,
        long lastPullTimestamp,
        long lastConsumeTimestamp) {}
