package io.cometmq.tools.command.message;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import io.cometmq.tools.command.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends messages only to see how long that takes. Used by one thread. */
public final class SendProbe {
    /** What a broker takes for one message by default. */
    public static final int MAX_SIZE = 4 << 20;

    /** One send; the result is null when it failed. */
    public record Sent(MessageQueue queue, SendResult result, long millis) {
        public boolean stored() {
            return result != null && result.getSendStatus() == SendStatus.SEND_OK;
        }
    }

    private final DefaultMQAdminExt admin;
    private final byte[] body;
    private long firstMillis;
    private long totalMillis;
    private int stored;
    private int failed;
    private String failure = "";

    public SendProbe(DefaultMQAdminExt admin, int size) {
        this.admin = admin;
        this.body = "a".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends to one queue of the topic after the other. */
    public void toEachQueue(String topic, int amount, Consumer<Sent> listener)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        List<MessageQueue> queues = Queues.toWrite(admin, topic);
        for (int i = 0; i < amount; i++) {
            Sent sent = send(queues.get(i % queues.size()));
            if (i == 0) {
                firstMillis = sent.millis();
            }
            totalMillis += sent.millis();
            if (sent.stored()) {
                stored++;
            } else {
                failed++;
            }
            listener.accept(sent);
        }
    }

    private Sent send(MessageQueue queue) throws InterruptedException {
        long begin = System.nanoTime();
        SendResult result = null;
        try {
            result = admin.send(new Message(queue.getTopic(), body), queue);
        } catch (RemotingException | MQBrokerException e) {
            failure = e.getMessage();
        }
        return new Sent(queue, result, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** Without the first send, which makes the connection; as RocketMQ's tool. */
    public double averageMillis() {
        int count = stored + failed;
        return count == 1 ? totalMillis : (double) (totalMillis - firstMillis) / (count - 1);
    }

    public int stored() {
        return stored;
    }

    public int failed() {
        return failed;
    }

    /** Throws when no message at all was stored. */
    public void requireSome() throws CommandException {
        if (stored == 0) {
            throw new CommandException("none of " + failed + " messages was stored: " + failure);
        }
    }
}
