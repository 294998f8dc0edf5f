package io.cometmq.tools.quickstart;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.exception.RemotingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** The publishing process: one message per line, its number as the key. Arguments: name server, topic, files. */
public final class QuickstartProducer {
    private static final String GROUP = "quickstart_producer";
    private static final int MAX_IN_FLIGHT = 1_000;

    /** Long, because a laptop that has just built CometMQ may be busy. */
    private static final int SEND_TIMEOUT_MILLIS = 30_000;

    private static final int REPORT_EVERY_LINES = 500;

    private final DefaultMQProducer producer;
    private final String topic;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final Tally tally = new Tally();

    private QuickstartProducer(DefaultMQProducer producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    public static void main(String[] args) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer(GROUP);
        producer.setNamesrvAddr(args[0]);
        producer.setSendMsgTimeout(SEND_TIMEOUT_MILLIS);
        producer.start();
        String failure;
        try {
            List<Path> files = Arrays.stream(args).skip(2).map(Path::of).toList();
            failure = new QuickstartProducer(producer, args[1]).publish(files);
        } finally {
            producer.shutdown();
        }
        if (failure != null) {
            System.err.println(failure);
            System.exit(1);
        }
    }

    /** Null when every line is acknowledged, else why one is not. */
    private String publish(List<Path> files)
            throws IOException, InterruptedException, MQClientException, MQBrokerException, RemotingException {
        try (LineReader lines = new LineReader(files)) {
            byte[] first = lines.next();
            // Alone: it creates the topic.
            check(0, producer.send(message(0, first)));
            report(0, first);
            int number = 1;
            byte[] line;
            while (failure.get() == null && (line = lines.next()) != null) {
                inFlight.acquire();
                send(number, line);
                report(number, line);
                number++;
            }
        }
        inFlight.acquire(MAX_IN_FLIGHT);
        if (failure.get() == null) {
            System.out.println(Report.finished(tally).text());
        }
        return failure.get();
    }

    private void report(int number, byte[] line) {
        tally.add(number, line);
        if (number % REPORT_EVERY_LINES == 0) {
            System.out.println(Report.progress(tally).text());
        }
    }

    private Message message(int number, byte[] line) {
        return new Message(topic, "", Integer.toString(number), line);
    }

    private void check(int number, SendResult result) {
        if (result.getSendStatus() != SendStatus.SEND_OK) {
            failure.compareAndSet(null, "line " + (number + 1) + " was answered with " + result.getSendStatus());
        }
    }

    private void send(int number, byte[] line) throws InterruptedException, MQClientException, RemotingException {
        producer.send(message(number, line), new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
                check(number, result);
                inFlight.release();
            }

            @Override
            public void onException(Throwable cause) {
                failure.compareAndSet(null, "line " + (number + 1) + " was not sent: " + cause);
                inFlight.release();
            }
        });
    }
}
