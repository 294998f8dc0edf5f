import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeOrderlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerOrderly;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The messages of one order go through one queue, and one after the other to the listener. */
public class Ordered {
    private static final List<String> STEPS = List.of("created", "paid", "packed", "sent");

    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Ordered_" + System.currentTimeMillis();
        int orders = 5;

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        MessageQueueSelector byOrder =
                (queues, message, order) -> queues.get(Math.floorMod(order.hashCode(), queues.size()));
        for (String step : STEPS) {
            for (int order = 0; order < orders; order++) {
                Message message = new Message(topic, "order", "order" + order, step.getBytes(StandardCharsets.UTF_8));
                producer.send(message, byOrder, order);
            }
        }

        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        CountDownLatch missing = new CountDownLatch(orders * STEPS.size());
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            for (MessageExt message : messages) {
                seen.computeIfAbsent(message.getKeys(), order -> new CopyOnWriteArrayList<>())
                        .add(new String(message.getBody(), StandardCharsets.UTF_8));
                missing.countDown();
            }
            return ConsumeOrderlyStatus.SUCCESS;
        });
        consumer.start();

        boolean all = missing.await(30, TimeUnit.SECONDS);
        consumer.shutdown();
        producer.shutdown();
        System.out.println(seen);
        if (!all || !seen.values().stream().allMatch(STEPS::equals)) {
            throw new IllegalStateException("not complete, or not in order: " + seen);
        }
    }
}
