import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.client.hook.ConsumeMessageHook;
import io.cometmq.client.hook.SendMessageContext;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A span for each send and one for each call of the listener, joined by the W3C property {@code traceparent}. {@link Tracer} has the
 * shape of OpenTelemetry's: put its SDK behind it, and the hooks stay as they are.
 */
public class Spans {
    interface Tracer {
        /** @param parent the traceparent of the span that this one belongs to; null: a new trace */
        Span start(String name, String parent);
    }

    interface Span {
        String traceparent();

        void setAttribute(String key, String value);

        void recordFailure(String reason);

        void end();
    }

    private static final String PARENT = "traceparent";

    static final class SendSpans implements SendMessageHook {
        private final Tracer tracer;

        SendSpans(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public String hookName() {
            return "SendSpans";
        }

        @Override
        public void sendMessageBefore(SendMessageContext context) {
            Message message = context.getMessage();
            Span span = tracer.start(message.getTopic() + " publish", message.getUserProperty(PARENT));
            span.setAttribute("messaging.destination.name", message.getTopic());
            span.setAttribute("server.address", context.getBrokerAddr());
            message.putUserProperty(PARENT, span.traceparent());
            context.setMqTraceContext(span);
        }

        @Override
        public void sendMessageAfter(SendMessageContext context) {
            Span span = (Span) context.getMqTraceContext();
            if (context.getException() != null) {
                span.recordFailure(context.getException().getMessage());
            } else if (context.getSendResult() != null) {
                span.setAttribute(
                        "messaging.message.id", context.getSendResult().getMsgId());
            }
            span.end();
        }
    }

    static final class ConsumeSpans implements ConsumeMessageHook {
        private final Tracer tracer;

        ConsumeSpans(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public String hookName() {
            return "ConsumeSpans";
        }

        @Override
        public void consumeMessageBefore(ConsumeMessageContext context) {
            Message first = context.getMsgList().get(0);
            Span span = tracer.start(first.getTopic() + " process", first.getUserProperty(PARENT));
            span.setAttribute("messaging.consumer.group.name", context.getConsumerGroup());
            context.setMqTraceContext(span);
        }

        @Override
        public void consumeMessageAfter(ConsumeMessageContext context) {
            Span span = (Span) context.getMqTraceContext();
            if (!context.isSuccess()) {
                span.recordFailure(context.getStatus());
            }
            span.end();
        }
    }

    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Spans_" + System.currentTimeMillis();
        Printer printer = new Printer();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.getDefaultMQProducerImpl().registerSendMessageHook(new SendSpans(printer));
        producer.start();
        producer.send(new Message(topic, "spanned".getBytes(StandardCharsets.UTF_8)));

        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.getDefaultMQPushConsumerImpl().registerConsumeMessageHook(new ConsumeSpans(printer));
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(
                (MessageListenerConcurrently) (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        consumer.start();

        boolean both = printer.ended.await(30, TimeUnit.SECONDS);
        consumer.shutdown();
        producer.shutdown();
        long traces = printer.traceIds.stream().distinct().count();
        if (!both || traces != 1) {
            throw new IllegalStateException("not both spans, or not one trace: " + printer.traceIds);
        }
    }

    /** Stands for an SDK. */
    private static final class Printer implements Tracer {
        final CountDownLatch ended = new CountDownLatch(2);
        final Queue<String> traceIds = new ConcurrentLinkedQueue<>();

        @Override
        public Span start(String name, String parent) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            String traceId = parent == null
                    ? String.format("%016x%016x", random.nextLong(), random.nextLong())
                    : parent.split("-")[1];
            String traceparent = String.format("00-%s-%016x-01", traceId, random.nextLong());
            traceIds.add(traceId);
            return new Span() {
                @Override
                public String traceparent() {
                    return traceparent;
                }

                @Override
                public void setAttribute(String key, String value) {
                    System.out.println(name + " " + key + "=" + value);
                }

                @Override
                public void recordFailure(String reason) {
                    System.out.println(name + " failed: " + reason);
                }

                @Override
                public void end() {
                    System.out.println(name + " " + traceparent);
                    ended.countDown();
                }
            };
        }
    }
}
