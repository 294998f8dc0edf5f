package io.cometmq.client.consumer;

/** Told how a pop ended. */
public interface PopCallback {
    void onSuccess(PopResult popResult);

    void onException(Throwable e);
}
