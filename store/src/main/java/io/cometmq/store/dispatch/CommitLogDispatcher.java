package io.cometmq.store.dispatch;

/** Derives something from each record of the log. Called in log order by one thread at a time; must not block. */
public interface CommitLogDispatcher {
    void dispatch(DispatchRequest request);
}
