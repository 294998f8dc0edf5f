import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ten messages from a producer to a consumer. */
public class QuickStart {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "QuickStart_" + System.currentTimeMillis();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        for (int i = 0; i < 10; i++) {
            Message message =
                    new Message(topic, "greeting", "key" + i, ("Hello " + i).getBytes(StandardCharsets.UTF_8));
            SendResult result = producer.send(message);
            System.out.println(result.getSendStatus() + " " + result.getMsgId());
        }

        CountDownLatch missing = new CountDownLatch(10);
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "greeting");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> {
                System.out.println(message.getKeys() + " " + new String(message.getBody(), StandardCharsets.UTF_8));
                missing.countDown();
            });
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();

        boolean all = missing.await(30, TimeUnit.SECONDS);
        consumer.shutdown();
        producer.shutdown();
        if (!all) {
            throw new IllegalStateException(missing.getCount() + " messages are missing");
        }
    }
}
