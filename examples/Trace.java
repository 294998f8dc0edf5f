import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.trace.TraceContext;
import io.cometmq.client.trace.TraceDataEncoder;
import io.cometmq.client.trace.TraceType;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A send and the consumption of its message leave traces in a topic; here a third client reads them. */
public class Trace {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Trace_" + System.currentTimeMillis();
        String traces =
                "Traces_of_" + topic; // null would be the system's topic, which brokers have with traceTopicEnable=true

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic, true, traces);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        producer.send(new Message(topic, "tag", "order1", "traced".getBytes(StandardCharsets.UTF_8)));

        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic, true, traces);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(
                (MessageListenerConcurrently) (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        consumer.start();

        Set<TraceType> found = ConcurrentHashMap.newKeySet();
        CountDownLatch missing = new CountDownLatch(3);
        DefaultMQPushConsumer reader = new DefaultMQPushConsumer("CG_" + traces);
        reader.setNamesrvAddr(nameServer);
        reader.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        reader.setPollNameServerInterval(1000);
        reader.subscribe(traces, "*");
        reader.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            for (MessageExt message : messages) {
                String text = new String(message.getBody(), StandardCharsets.UTF_8);
                for (TraceContext trace : TraceDataEncoder.decoderFromTraceDataString(text)) {
                    System.out.println(trace.getTraceType() + " by " + trace.getGroupName() + ", "
                            + trace.getCostTime() + " ms, keys "
                            + trace.getTraceBeans().get(0).getKeys());
                    if (found.add(trace.getTraceType())) {
                        missing.countDown();
                    }
                }
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        reader.start();

        boolean all = missing.await(40, TimeUnit.SECONDS);
        reader.shutdown();
        consumer.shutdown();
        producer.shutdown();
        if (!all) {
            throw new IllegalStateException("only traces of " + found);
        }
    }
}
