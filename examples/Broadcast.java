import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two consumers of one group, and each gets every message. Their offsets are files on this machine, below ~/.rocketmq_offsets or
 * the directory of the system property rocketmq.client.localOffsetStoreDir.
 */
public class Broadcast {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Broadcast_" + System.currentTimeMillis();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        producer.send(new Message(topic, new byte[] {0}));

        CountDownLatch missing = new CountDownLatch(2 * 10);
        DefaultMQPushConsumer first = consumer(nameServer, topic, "first", missing);
        DefaultMQPushConsumer second = consumer(nameServer, topic, "second", missing);
        for (byte i = 1; i < 10; i++) {
            producer.send(new Message(topic, new byte[] {i}));
        }

        boolean all = missing.await(30, TimeUnit.SECONDS);
        first.shutdown();
        second.shutdown();
        producer.shutdown();
        if (!all) {
            throw new IllegalStateException(missing.getCount() + " messages are missing");
        }
        System.out.println("ten messages, twice");
    }

    private static DefaultMQPushConsumer consumer(
            String nameServer, String topic, String instanceName, CountDownLatch missing) throws Exception {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setInstanceName(instanceName); // keep it the same: it is part of the offset file's path
        consumer.setMessageModel(MessageModel.BROADCASTING);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> missing.countDown());
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        return consumer;
    }
}
