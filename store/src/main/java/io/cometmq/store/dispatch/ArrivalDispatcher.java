package io.cometmq.store.dispatch;

import io.cometmq.store.MessageArrivingListener;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener of each message that has become visible. The last of the dispatchers. */
public final class ArrivalDispatcher implements CommitLogDispatcher {
    private static final Logger log = LoggerFactory.getLogger(ArrivalDispatcher.class);

    private final MessageArrivingListener listener;
    private final IntPredicate isQueued;
    /** Owned by the dispatching thread. */
    private boolean reported;

    /** @param isQueued whether records of a sysFlag become visible in a queue */
    @SuppressWarnings("MissingSummary")
    public ArrivalDispatcher(MessageArrivingListener listener, IntPredicate isQueued) {
        this.listener = listener;
        this.isQueued = isQueued;
    }

    @Override
    public void dispatch(DispatchRequest request) {
        if (!isQueued.test(request.sysFlag())) {
            return;
        }
        try {
            listener.arrived(
                    request.queue().topic(),
                    request.queue().queueId(),
                    request.queueOffset(),
                    request.tagsCode(),
                    request.storeTimestamp());
        } catch (RuntimeException e) {
            // The message is stored and visible; a waiting reader finds it with its next read.
            if (!reported) {
                reported = true;
                log.error("the arrival listener failed for {}; further failures are not logged", request.queue(), e);
            }
        }
    }
}
