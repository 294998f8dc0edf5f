package io.cometmq.client.trace.hook;

import io.cometmq.client.hook.SendMessageContext;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.client.trace.AsyncTraceDispatcher;
import io.cometmq.client.trace.TraceBean;
import io.cometmq.client.trace.TraceContext;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.TraceType;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.protocol.NamespaceUtil;

/** Traces sends that were stored, unless the broker does not want them traced (docs/protocol/semantics.md 21, Pub). */
public class SendMessageTraceHookImpl implements SendMessageHook {
    private final TraceDispatcher dispatcher;

    public SendMessageTraceHookImpl(TraceDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public String hookName() {
        return "SendMessageTraceHook";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
        Message message = context.getMessage();
        if (isTraceTopic(message.getTopic())) {
            return;
        }
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.Pub);
        trace.setGroupName(NamespaceUtil.withoutNamespace(context.getProducerGroup()));
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(message.getTopic()));
        bean.setTags(message.getTags());
        bean.setKeys(message.getKeys());
        bean.setStoreHost(context.getBrokerAddr());
        bean.setBodyLength(message.getBody().length);
        bean.setMsgType(context.getMsgType());
        trace.getTraceBeans().add(bean);
        context.setMqTraceContext(trace);
    }

    private boolean isTraceTopic(String topic) {
        return dispatcher instanceof AsyncTraceDispatcher async && topic.startsWith(async.getTraceTopicName());
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
        SendResult result = context.getSendResult();
        if (!(context.getMqTraceContext() instanceof TraceContext trace)
                || result == null
                || result.getRegionId() == null
                || !result.isTraceOn()) {
            return;
        }
        TraceBean bean = trace.getTraceBeans().get(0);
        trace.setCostTime((int) (System.currentTimeMillis() - trace.getTimeStamp()));
        trace.setSuccess(result.getSendStatus() == SendStatus.SEND_OK);
        trace.setRegionId(result.getRegionId());
        bean.setMsgId(result.getMsgId());
        bean.setOffsetMsgId(result.getOffsetMsgId());
        bean.setStoreTime(trace.getTimeStamp() + trace.getCostTime() / 2);
        dispatcher.append(trace);
    }
}
