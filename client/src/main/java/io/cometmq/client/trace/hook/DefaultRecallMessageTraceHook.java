package io.cometmq.client.trace.hook;

import io.cometmq.client.trace.TraceBean;
import io.cometmq.client.trace.TraceContext;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.TraceType;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.NamespaceUtil;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Traces recalls of timer messages whose answer names the broker's region (docs/protocol/semantics.md 21, Recall). Only
 * with the system property {@code com.rocketmq.recall.default.trace.enable=true}, as in RocketMQ.
 */
public class DefaultRecallMessageTraceHook implements RPCHook {
    private static final String ENABLE_PROPERTY = "com.rocketmq.recall.default.trace.enable";

    private final boolean enabled = Boolean.getBoolean(ENABLE_PROPERTY);
    private final TraceDispatcher dispatcher;

    public DefaultRecallMessageTraceHook(TraceDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {}

    @Override
    public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {
        if (!enabled || request.getCode() != RequestCode.RECALL_MESSAGE || response == null) {
            return;
        }
        String region = response.getExtField(MessageConst.PROPERTY_MSG_REGION);
        String handle = request.getExtField("recallHandle");
        if (region == null || handle == null) {
            return;
        }
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(request.getExtField("topic")));
        bean.setMsgId(uniqueKey(handle));
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.Recall);
        trace.setRegionId(region);
        trace.setGroupName(NamespaceUtil.withoutNamespace(request.getExtField("producerGroup")));
        trace.setSuccess(response.getCode() == ResponseCode.SUCCESS);
        trace.setTraceBeans(List.of(bean));
        dispatcher.append(trace);
    }

    /** The handle's last word; empty when it is no handle. */
    private static String uniqueKey(String handle) {
        try {
            String words = new String(Base64.getUrlDecoder().decode(handle), StandardCharsets.UTF_8);
            return words.substring(words.lastIndexOf(' ') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
