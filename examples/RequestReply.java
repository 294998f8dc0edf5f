import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.client.utils.MessageUtil;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import java.nio.charset.StandardCharsets;

/** A request waits for its reply; a queue or a selector can say where it goes, as for sends. */
public class RequestReply {
    public static void main(String[] args) throws Exception {
        String nameServer = args[0];
        String topic = "RequestReply_" + System.currentTimeMillis();

        DefaultMQProducer producer = new DefaultMQProducer("PG_" + topic);
        producer.setNamesrvAddr(nameServer);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        producer.send(new Message(topic, "warmup", "the topic comes to be".getBytes(StandardCharsets.UTF_8)));

        DefaultMQProducer replier = new DefaultMQProducer("PG_replies_" + topic);
        replier.setNamesrvAddr(nameServer);
        replier.setSendMsgTimeout(30_000);
        replier.start();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        consumer.setNamesrvAddr(nameServer);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "question");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            try {
                for (MessageExt message : messages) {
                    String question = new String(message.getBody(), StandardCharsets.UTF_8);
                    byte[] answer = ("yes, " + question).getBytes(StandardCharsets.UTF_8);
                    replier.send(MessageUtil.createReplyMessage(message, answer), 3000);
                }
                return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            } catch (Exception e) {
                return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            }
        });
        consumer.start();

        try {
            Message answer = producer.request(question(topic, "is it raining"), 30_000);
            System.out.println(new String(answer.getBody(), StandardCharsets.UTF_8));
            MessageQueueSelector byText =
                    (queues, message, arg) -> queues.get(Math.floorMod(arg.hashCode(), queues.size()));
            answer = producer.request(question(topic, "is it cold"), byText, "is it cold", 30_000);
            String second = new String(answer.getBody(), StandardCharsets.UTF_8);
            System.out.println(second);
            if (!second.equals("yes, is it cold")) {
                throw new IllegalStateException("another question's answer: " + second);
            }
        } finally {
            consumer.shutdown();
            replier.shutdown();
            producer.shutdown();
        }
    }

    private static Message question(String topic, String text) {
        return new Message(topic, "question", text.getBytes(StandardCharsets.UTF_8));
    }
}
