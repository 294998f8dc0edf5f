package io.cometmq.broker.pop;

import java.util.Comparator;

/** Orders of check points. */
final class CheckPoints {
    /** A total order: no two check points in flight are the same. */
    static final Comparator<CheckPoint> BY_IDENTITY = Comparator.comparingLong(CheckPoint::popTime)
            .thenComparingLong(CheckPoint::startOffset)
            .thenComparing(checkPoint -> checkPoint.queue().topic())
            .thenComparing(checkPoint -> checkPoint.queue().group())
            .thenComparingInt(checkPoint -> checkPoint.queue().queueId());

    static final Comparator<CheckPoint> BY_EXPIRY =
            Comparator.comparingLong(CheckPoint::expiresAtMillis).thenComparing(BY_IDENTITY);

    private CheckPoints() {}
}
