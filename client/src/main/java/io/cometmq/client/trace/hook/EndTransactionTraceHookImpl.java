package io.cometmq.client.trace.hook;

import io.cometmq.client.hook.EndTransactionContext;
import io.cometmq.client.hook.EndTransactionHook;
import io.cometmq.client.trace.TraceBean;
import io.cometmq.client.trace.TraceContext;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.TraceType;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageType;
import io.cometmq.remoting.protocol.NamespaceUtil;

/** Traces how transactions end (docs/protocol/semantics.md 21, EndTransaction). */
public class EndTransactionTraceHookImpl implements EndTransactionHook {
    private final TraceDispatcher dispatcher;

    public EndTransactionTraceHookImpl(TraceDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public String hookName() {
        return "EndTransactionTraceHook";
    }

    @Override
    public void endTransaction(EndTransactionContext context) {
        Message message = context.getMessage();
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.EndTransaction);
        trace.setGroupName(NamespaceUtil.withoutNamespace(context.getProducerGroup()));
        String region = message.getProperty(MessageConst.PROPERTY_MSG_REGION);
        trace.setRegionId(region == null || region.isEmpty() ? MixAll.DEFAULT_TRACE_REGION_ID : region);
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(message.getTopic()));
        bean.setTags(message.getTags());
        bean.setKeys(message.getKeys());
        bean.setStoreHost(context.getBrokerAddr());
        bean.setMsgType(MessageType.Trans_msg_Commit);
        bean.setMsgId(context.getMsgId());
        bean.setTransactionState(context.getTransactionState());
        bean.setTransactionId(context.getTransactionId());
        bean.setFromTransactionCheck(context.isFromTransactionCheck());
        trace.getTraceBeans().add(bean);
        dispatcher.append(trace);
    }
}
