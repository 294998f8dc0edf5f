package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.ConsumerConfig;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.ConsumeReturnType;
import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.client.hook.ConsumeMessageHook;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks around the calls of a listener. Thread-safe. */
final class ListenerHooks {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerHooks.class);

    private final ConsumerConfig config;
    private final List<ConsumeMessageHook> hooks = new CopyOnWriteArrayList<>();

    ListenerHooks(ConsumerConfig config) {
        this.config = config;
    }

    void register(ConsumeMessageHook hook) {
        hooks.add(hook);
    }

    /** Null when there are no hooks. */
    ConsumeMessageContext before(List<MessageExt> messages, MessageQueue queue) {
        if (hooks.isEmpty()) {
            return null;
        }
        ConsumeMessageContext context = new ConsumeMessageContext();
        context.setNamespace(config.getNamespace());
        context.setAccessChannel(config.getAccessChannel());
        context.setConsumerGroup(config.withNamespace(config.getConsumerGroup()));
        context.setProps(new HashMap<>());
        context.setMq(queue);
        context.setMsgList(messages);
        context.setSuccess(false);
        each("before", hook -> hook.consumeMessageBefore(context));
        return context;
    }

    /** A poll gave these messages: what the application makes of them is not known. */
    void polled(List<MessageExt> messages) {
        if (hooks.isEmpty() || messages.isEmpty()) {
            return;
        }
        MessageExt first = messages.get(0);
        MessageQueue queue = new MessageQueue(first.getTopic(), first.getBrokerName(), first.getQueueId());
        after(
                before(messages, queue),
                ConsumeConcurrentlyStatus.CONSUME_SUCCESS.name(),
                true,
                ConsumeReturnType.SUCCESS);
    }

    /** @param context null: nothing is done */
    void after(ConsumeMessageContext context, String status, boolean success, ConsumeReturnType type) {
        if (context == null) {
            return;
        }
        context.getProps().put(MixAll.CONSUME_CONTEXT_TYPE, type.name());
        context.setStatus(status);
        context.setSuccess(success);
        each("after", hook -> hook.consumeMessageAfter(context));
    }

    private void each(String when, Consumer<ConsumeMessageHook> call) {
        for (ConsumeMessageHook hook : hooks) {
            try {
                call.accept(hook);
            } catch (RuntimeException e) {
                LOG.error(
                        "hook {} {} the listener of group {} failed",
                        hook.hookName(),
                        when,
                        config.getConsumerGroup(),
                        e);
            }
        }
    }

    /** How a call ended, for the hooks. */
    static ConsumeReturnType type(boolean threw, boolean returnedNull, boolean timedOut, boolean failed) {
        if (threw) {
            return ConsumeReturnType.EXCEPTION;
        }
        if (returnedNull) {
            return ConsumeReturnType.RETURNNULL;
        }
        if (timedOut) {
            return ConsumeReturnType.TIME_OUT;
        }
        return failed ? ConsumeReturnType.FAILED : ConsumeReturnType.SUCCESS;
    }
}
