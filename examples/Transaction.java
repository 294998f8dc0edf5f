import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.LocalTransactionState;
import io.cometmq.client.producer.TransactionListener;
import io.cometmq.client.producer.TransactionMQProducer;
import io.cometmq.client.producer.TransactionSendResult;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A payment is announced when, and only when, it is in the books. */
public class Transaction {
    /** The local transaction: here a set, in your application its database. */
    private static final class Books implements TransactionListener {
        private final Set<String> paid = ConcurrentHashMap.newKeySet();

        @Override
        public LocalTransactionState executeLocalTransaction(Message message, Object amount) {
            if ((Integer) amount < 0) {
                return LocalTransactionState.ROLLBACK_MESSAGE;
            }
            paid.add(message.getKeys());
            return LocalTransactionState.COMMIT_MESSAGE;
        }

        /** The broker asks when it has not heard how the local transaction ended. */
        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt message) {
            return paid.contains(message.getKeys())
                    ? LocalTransactionState.COMMIT_MESSAGE
                    : LocalTransactionState.ROLLBACK_MESSAGE;
        }
    }

    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "Transaction_" + System.currentTimeMillis();

        TransactionMQProducer producer = new TransactionMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.setTransactionListener(new Books());
        producer.start();
        for (int amount : new int[] {10, -1, 20}) {
            Message message =
                    new Message(topic, "payment", "payment" + amount, ("" + amount).getBytes(StandardCharsets.UTF_8));
            TransactionSendResult result = producer.sendMessageInTransaction(message, amount);
            System.out.println(amount + ": " + result.getLocalTransactionState());
        }

        Set<String> announced = ConcurrentHashMap.newKeySet();
        CountDownLatch missing = new CountDownLatch(2);
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setPollNameServerInterval(1000);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> {
                announced.add(message.getKeys());
                missing.countDown();
            });
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();

        boolean all = missing.await(40, TimeUnit.SECONDS);
        consumer.shutdown();
        producer.shutdown();
        System.out.println("announced: " + announced);
        if (!all || !announced.equals(Set.of("payment10", "payment20"))) {
            throw new IllegalStateException("announced: " + announced);
        }
    }
}
