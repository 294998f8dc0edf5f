package io.cometmq.client.producer.selector;

import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import java.util.List;

/** Equal arguments, equal queue, as long as the number of queues stays. */
public class SelectMessageQueueByHash implements MessageQueueSelector {
    @Override
    public MessageQueue select(List<MessageQueue> mqs, Message msg, Object arg) {
        int index = arg.hashCode() % mqs.size();
        return mqs.get(Math.abs(index));
    }
}
