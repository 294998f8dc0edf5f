import io.cometmq.client.consumer.DefaultLitePullConsumer;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.util.Collection;
import java.util.List;

/** A consumer that is given the queues of a topic, reads them from the beginning, goes back, and commits when it wants to. */
public class LitePull {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "LitePull_" + System.currentTimeMillis();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        for (byte i = 0; i < 20; i++) {
            producer.send(new Message(topic, new byte[] {i}));
        }

        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setAutoCommit(false);
        consumer.start();
        try {
            Collection<MessageQueue> queues = queues(consumer, topic);
            consumer.assign(queues);
            for (MessageQueue queue : queues) {
                consumer.seekToBegin(queue);
            }
            read(consumer, 20);
            MessageQueue again = queues.iterator().next();
            consumer.seek(again, 0);
            int inQueue = read(consumer, 1);
            consumer.commit();
            System.out.println("20 messages; " + inQueue + " or more of them a second time, from " + again);
        } finally {
            consumer.shutdown();
            producer.shutdown();
        }
    }

    /** The name server hears of a new topic a moment after its first message has been stored. */
    private static Collection<MessageQueue> queues(DefaultLitePullConsumer consumer, String topic) throws Exception {
        long deadlineMillis = System.currentTimeMillis() + 30_000;
        while (true) {
            try {
                return consumer.fetchMessageQueues(topic);
            } catch (MQClientException notYet) {
                if (System.currentTimeMillis() > deadlineMillis) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private static int read(DefaultLitePullConsumer consumer, int atLeast) {
        int count = 0;
        long deadlineMillis = System.currentTimeMillis() + 30_000;
        while (count < atLeast) {
            List<MessageExt> messages = consumer.poll(1000);
            count += messages.size();
            if (System.currentTimeMillis() > deadlineMillis) {
                throw new IllegalStateException(count + " messages, not " + atLeast);
            }
        }
        return count;
    }
}
