package io.cometmq.client.trace.hook;

import io.cometmq.client.consumer.listener.ConsumeReturnType;
import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.client.hook.ConsumeMessageHook;
import io.cometmq.client.trace.TraceBean;
import io.cometmq.client.trace.TraceContext;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.TraceType;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.NamespaceUtil;
import java.util.ArrayList;
import java.util.List;

/** Traces calls of listeners, before and after, but for messages that the broker does not want traced (docs/protocol/semantics.md 21). */
@SuppressWarnings("EnumOrdinal") // the number of a call's end is what travels
public class ConsumeMessageTraceHookImpl implements ConsumeMessageHook {
    private final TraceDispatcher dispatcher;

    public ConsumeMessageTraceHookImpl(TraceDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public String hookName() {
        return "ConsumeMessageTraceHook";
    }

    @Override
    public void consumeMessageBefore(ConsumeMessageContext context) {
        if (context == null || context.getMsgList() == null) {
            return;
        }
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.SubBefore);
        trace.setGroupName(NamespaceUtil.withoutNamespace(context.getConsumerGroup()));
        List<TraceBean> beans = new ArrayList<>();
        for (MessageExt message : context.getMsgList()) {
            if (!"false".equals(message.getProperty(MessageConst.PROPERTY_TRACE_SWITCH))) {
                trace.setRegionId(message.getProperty(MessageConst.PROPERTY_MSG_REGION));
                beans.add(bean(message));
            }
        }
        if (!beans.isEmpty()) {
            trace.setTraceBeans(beans);
            context.setMqTraceContext(trace);
            dispatcher.append(trace);
        }
    }

    private static TraceBean bean(MessageExt message) {
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(message.getTopic()));
        bean.setMsgId(message.getMsgId());
        bean.setTags(message.getTags());
        bean.setKeys(message.getKeys());
        bean.setStoreTime(message.getStoreTimestamp());
        bean.setBodyLength(message.getStoreSize());
        bean.setRetryTimes(message.getReconsumeTimes());
        return bean;
    }

    @Override
    public void consumeMessageAfter(ConsumeMessageContext context) {
        if (context == null || !(context.getMqTraceContext() instanceof TraceContext before)) {
            return;
        }
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.SubAfter);
        trace.setRegionId(before.getRegionId());
        trace.setGroupName(before.getGroupName());
        trace.setRequestId(before.getRequestId());
        trace.setAccessChannel(context.getAccessChannel());
        trace.setSuccess(context.isSuccess());
        trace.setCostTime((int) ((System.currentTimeMillis() - before.getTimeStamp())
                / context.getMsgList().size()));
        trace.setTraceBeans(before.getTraceBeans());
        String end = context.getProps() == null ? null : context.getProps().get(MixAll.CONSUME_CONTEXT_TYPE);
        if (end != null) {
            trace.setContextCode(ConsumeReturnType.valueOf(end).ordinal());
        }
        dispatcher.append(trace);
    }
}
