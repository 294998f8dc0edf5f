package io.cometmq.client.trace.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.AccessChannel;
import io.cometmq.client.consumer.listener.ConsumeReturnType;
import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.client.trace.TraceContext;
import io.cometmq.client.trace.TraceDataEncoder;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the hooks append was compared with what RocketMQ's 5.4.0 append for the same calls. */
class ConsumerAndRecallTraceTest {
    private final List<TraceContext> appended = new ArrayList<>();

    private final TraceDispatcher dispatcher = new TraceDispatcher() {
        @Override
        public void start(String nameSrvAddr, AccessChannel accessChannel) {}

        @Override
        public boolean append(Object context) {
            return appended.add((TraceContext) context);
        }

        @Override
        public void flush() {}

        @Override
        public void shutdown() {}
    };

    private static MessageExt message(String id, Map<String, String> properties) {
        MessageExt message = new MessageExt();
        message.setTopic("ns%Orders");
        message.setMsgId(id);
        message.setKeys("k1 k2");
        message.setReconsumeTimes(3);
        properties.forEach((name, value) -> MessageAccessor.putProperty(message, name, value));
        return message;
    }

    private static String text(TraceContext context) {
        return TraceDataEncoder.encoderFromContextBean(context)
                .getTransData()
                .replace((char) 1, '|')
                .replace((char) 2, '#');
    }

    private static ConsumeMessageContext call(AccessChannel channel, MessageExt... messages) {
        ConsumeMessageContext context = new ConsumeMessageContext();
        context.setConsumerGroup("ns%CG");
        context.setAccessChannel(channel);
        context.setMsgList(List.of(messages));
        return context;
    }

    @Test
    void aCallIsTracedBeforeAndAfter() {
        ConsumeMessageContext call = call(AccessChannel.LOCAL, message("ID1", Map.of("MSG_REGION", "R1")));
        ConsumeMessageTraceHookImpl hook = new ConsumeMessageTraceHookImpl(dispatcher);
        hook.consumeMessageBefore(call);
        call.setProps(Map.of(MixAll.CONSUME_CONTEXT_TYPE, ConsumeReturnType.TIME_OUT.name()));
        hook.consumeMessageAfter(call);

        TraceContext before = appended.get(0);
        TraceContext after = appended.get(1);
        assertThat(text(before))
                .isEqualTo("SubBefore|" + before.getTimeStamp() + "|R1|CG|" + before.getRequestId() + "|ID1|3|k1 k2#");
        assertThat(text(after))
                .isEqualTo("SubAfter|" + before.getRequestId() + "|ID1|" + after.getCostTime() + "|false|k1 k2|1|"
                        + after.getTimeStamp() + "|CG#");
    }

    @Test
    void messagesThatTheBrokerDoesNotWantTracedAreLeftOut() {
        ConsumeMessageContext call = call(AccessChannel.LOCAL, message("ID1", Map.of("TRACE_ON", "false")));
        ConsumeMessageTraceHookImpl hook = new ConsumeMessageTraceHookImpl(dispatcher);
        hook.consumeMessageBefore(call);
        hook.consumeMessageAfter(call);
        assertThat(appended).isEmpty();
    }

    @Test
    void aRecallIsTracedWhenTheAnswerNamesARegionAndThePropertyIsSet() {
        String handle =
                Base64.getUrlEncoder().encodeToString("v1 Orders broker-a 123 UNIQUE".getBytes(StandardCharsets.UTF_8));
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.RECALL_MESSAGE, null);
        request.addExtField("producerGroup", "PG");
        request.addExtField("topic", "Orders");
        request.addExtField("recallHandle", handle);
        RemotingCommand answer = RemotingCommand.createResponseCommand(ResponseCode.SUCCESS, null);
        new DefaultRecallMessageTraceHook(dispatcher).doAfterResponse("1.2.3.4:5", request, answer);
        answer.addExtField("MSG_REGION", "R1");
        new DefaultRecallMessageTraceHook(dispatcher).doAfterResponse("1.2.3.4:5", request, answer);
        assertThat(appended).isEmpty();

        System.setProperty("com.rocketmq.recall.default.trace.enable", "true");
        try {
            new DefaultRecallMessageTraceHook(dispatcher).doAfterResponse("1.2.3.4:5", request, answer);
        } finally {
            System.clearProperty("com.rocketmq.recall.default.trace.enable");
        }
        assertThat(appended).singleElement().satisfies(trace -> assertThat(text(trace))
                .isEqualTo("Recall|" + trace.getTimeStamp() + "|R1|PG|Orders|UNIQUE|true#"));
    }
}
