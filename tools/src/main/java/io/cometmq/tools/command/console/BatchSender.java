package io.cometmq.tools.command.console;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import java.util.ArrayList;
import java.util.List;

/** Sends messages of one topic, many in a request. Used by one thread. */
final class BatchSender {
    private static final int MAX_MESSAGES = 512;

    /** Well below what a broker takes, with what a message has besides its body. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int OVERHEAD_BYTES = 256;
    private static final long PROGRESS_NANOS = 1_000_000_000;

    private final DefaultMQProducer producer;
    private final CommandContext context;
    private final List<Message> waiting = new ArrayList<>();
    private int waitingBytes;
    private long sent;
    private long lastProgress = System.nanoTime();

    BatchSender(DefaultMQProducer producer, CommandContext context) {
        this.producer = producer;
        this.context = context;
    }

    long sent() {
        return sent;
    }

    void add(Message message)
            throws CommandException, RemotingException, MQBrokerException, MQClientException, InterruptedException {
        int bytes = message.getBody().length + OVERHEAD_BYTES;
        if (waitingBytes + bytes > MAX_BYTES) {
            flush();
        }
        waiting.add(message);
        waitingBytes += bytes;
        if (waiting.size() == MAX_MESSAGES) {
            flush();
        }
    }

    void flush()
            throws CommandException, RemotingException, MQBrokerException, MQClientException, InterruptedException {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            SendResult result = waiting.size() == 1 ? producer.send(waiting.get(0)) : producer.send(waiting);
            if (result.getSendStatus() != SendStatus.SEND_OK) {
                throw new CommandException("stored, but " + result.getSendStatus() + ", after " + sent + " messages");
            }
        } catch (RemotingException | MQBrokerException | MQClientException e) {
            context.warn("produce: " + sent + " messages were sent before this failure");
            throw e;
        }
        sent += waiting.size();
        waiting.clear();
        waitingBytes = 0;
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            context.progress(sent + " messages sent");
        }
    }
}
