package io.cometmq.client.producer.selector;

import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Any queue. */
public class SelectMessageQueueByRandom implements MessageQueueSelector {
    @Override
    public MessageQueue select(List<MessageQueue> mqs, Message msg, Object arg) {
        return mqs.get(ThreadLocalRandom.current().nextInt(mqs.size()));
    }
}
