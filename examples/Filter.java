import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;

/** One group takes some tags, another what an SQL92 condition on properties lets through. The broker filters. */
public class Filter {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Filter_" + System.currentTimeMillis();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        String[] tags = {"apple", "pear", "plum"};
        for (int i = 0; i < 9; i++) {
            Message message = new Message(topic, tags[i % 3], "key" + i, new byte[] {1});
            message.putUserProperty("weight", Integer.toString(i));
            message.putUserProperty("origin", i < 5 ? "here" : "there");
            producer.send(message);
        }

        Set<String> byTag = consume(nameServer, topic, "CG_tag_" + topic, MessageSelector.byTag("apple || plum"), 6);
        Set<String> bySql = consume(
                nameServer,
                topic,
                "CG_sql_" + topic,
                MessageSelector.bySql("weight BETWEEN 3 AND 7 AND origin = 'here' OR TAGS = 'plum'"),
                5);
        producer.shutdown();
        System.out.println("by tag " + byTag + ", by SQL " + bySql);
        if (!byTag.equals(Set.of("key0", "key2", "key3", "key5", "key6", "key8"))
                || !bySql.equals(Set.of("key2", "key3", "key4", "key5", "key8"))) {
            throw new IllegalStateException("by tag " + byTag + ", by SQL " + bySql);
        }
    }

    private static Set<String> consume(
            String nameServer, String topic, String group, MessageSelector selector, int atLeast) throws Exception {
        Set<String> keys = new ConcurrentSkipListSet<>();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, selector);
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> keys.add(message.getKeys()));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (keys.size() < atLeast && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.SECONDS.sleep(1); // more than these would come now
        consumer.shutdown();
        return keys;
    }
}
