package io.cometmq.client.producer;

import io.cometmq.common.message.Message;

/** Told once how a request ended: with the reply, or with the reason why there is none. */
public interface RequestCallback {
    void onSuccess(Message message);

    void onException(Throwable e);
}
