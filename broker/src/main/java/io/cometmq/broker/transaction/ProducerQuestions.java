package io.cometmq.broker.transaction;

import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ProducerManager;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.send.Halves;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * CHECK_TRANSACTION_STATE (39): asks one client of the producer's group what became of a half; the answer is an END_TRANSACTION. The
 * clients of a group are asked in turn. Belongs to the checking thread.
 */
final class ProducerQuestions implements Questions {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(ProducerQuestions.class), Duration.ofSeconds(30));

    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WAIT_STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ProducerManager producers;
    private final String brokerName;

    /** Producer groups that could not be asked in this round. */
    private final Set<String> unreachable = new HashSet<>();

    private int turn;

    ProducerQuestions(ProducerManager producers, String brokerName) {
        this.producers = producers;
        this.brokerName = brokerName;
    }

    @Override
    public void beginRound() {
        unreachable.clear();
    }

    /** Sends the question, unless nobody is there who reads it. */
    @Override
    public void ask(HalfMessage half, int checkTimes) {
        if (unreachable.contains(half.producerGroup())) {
            return;
        }
        Connection producer = awaitReady(half.producerGroup());
        if (producer == null) {
            unreachable.add(half.producerGroup());
            LOG.info(
                    "transaction {} of topic {} is undecided, and no client of producer group {} can be asked",
                    half.uniqueKey(),
                    half.realTopic(),
                    half.producerGroup());
            return;
        }
        producer.oneway(question(half, checkTimes));
    }

    /** A client that reads what it is sent: questions must not pile up in this broker. Null when there is none for a while. */
    private Connection awaitReady(String group) {
        long deadline = System.nanoTime() + MAX_WAIT_NANOS;
        do {
            List<Connection> online = producers.clients(group).stream()
                    .map(ClientChannelInfo::connection)
                    .filter(Connection::isActive)
                    .toList();
            if (online.isEmpty()) {
                return null;
            }
            for (int i = 0; i < online.size(); i++) {
                turn = (turn + 1) & Integer.MAX_VALUE;
                Connection next = online.get(turn % online.size());
                if (next.isWritable()) {
                    return next;
                }
            }
            LockSupport.parkNanos(WAIT_STEP_NANOS);
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        return null;
    }

    private RemotingCommand question(HalfMessage half, int checkTimes) {
        StoredRecord record = half.record();
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.CHECK_TRANSACTION_STATE,
                new CheckTransactionStateRequestHeader(
                        Halves.TOPIC,
                        record.queueOffset(),
                        record.physicalOffset(),
                        half.uniqueKey(),
                        half.uniqueKey(),
                        record.messageId(),
                        brokerName));
        request.setBody(body(half, checkTimes));
        return request;
    }

    /** The half as its producer sent it, and how often it was asked for (docs/protocol/message-formats.md 2). */
    private static byte[] body(HalfMessage half, int checkTimes) {
        MessageExt message = MessageDecoder.decode(half.record().bytes(), true, false);
        message.setTopic(half.realTopic());
        message.setQueueId(half.realQueueId());
        MessageAccessor.putProperty(
                message, MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES, Integer.toString(checkTimes));
        try {
            return MessageDecoder.encode(message, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
