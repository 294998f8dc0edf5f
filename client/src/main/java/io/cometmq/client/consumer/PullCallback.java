package io.cometmq.client.consumer;

/** Receives the outcome of an asynchronous pull; called once, on a thread of the client. */
public interface PullCallback {
    void onSuccess(PullResult pullResult);

    void onException(Throwable e);
}
