package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.listener.ConsumeReturnType;
import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.client.hook.ConsumeMessageHook;
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
    /** Property of the hooks' context: the name of a {@link ConsumeReturnType}. */
    private static final String CONSUME_CONTEXT_TYPE = "ConsumeContextType";

    private static final Logger LOG = LoggerFactory.getLogger(ListenerHooks.class);

    private final String group;
    private final String namespace;
    private final List<ConsumeMessageHook> hooks = new CopyOnWriteArrayList<>();

    ListenerHooks(String group, String namespace) {
        this.group = group;
        this.namespace = namespace;
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
        context.setNamespace(namespace);
        context.setConsumerGroup(group);
        context.setProps(new HashMap<>());
        context.setMq(queue);
        context.setMsgList(messages);
        context.setSuccess(false);
        each("before", hook -> hook.consumeMessageBefore(context));
        return context;
    }

    /** @param context null: nothing is done */
    void after(ConsumeMessageContext context, String status, boolean success, ConsumeReturnType type) {
        if (context == null) {
            return;
        }
        context.getProps().put(CONSUME_CONTEXT_TYPE, type.name());
        context.setStatus(status);
        context.setSuccess(success);
        each("after", hook -> hook.consumeMessageAfter(context));
    }

    private void each(String when, Consumer<ConsumeMessageHook> call) {
        for (ConsumeMessageHook hook : hooks) {
            try {
                call.accept(hook);
            } catch (RuntimeException e) {
                LOG.error("hook {} {} the listener of group {} failed", hook.hookName(), when, group, e);
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
