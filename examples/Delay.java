import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A message of delay level 2 is delivered five seconds after it was sent; the levels are the broker's messageDelayLevel. */
public class Delay {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Delay_" + System.currentTimeMillis();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        Message message = new Message(topic, "later".getBytes(StandardCharsets.UTF_8));
        message.setDelayTimeLevel(2);
        long sentMillis = System.currentTimeMillis();
        producer.send(message);

        CompletableFuture<Long> cameMillis = new CompletableFuture<>();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setPollNameServerInterval(1000); // the topic comes to be when the message is due
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            cameMillis.complete(System.currentTimeMillis());
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();

        try {
            long delayMillis = cameMillis.get(40, TimeUnit.SECONDS) - sentMillis;
            System.out.println("came after " + delayMillis + " ms");
            if (delayMillis < 4900) {
                throw new IllegalStateException("too early: " + delayMillis + " ms");
            }
        } finally {
            consumer.shutdown();
            producer.shutdown();
        }
    }
}
