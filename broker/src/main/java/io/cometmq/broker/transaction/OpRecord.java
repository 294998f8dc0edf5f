package io.cometmq.broker.transaction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.topic.TopicValidator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A record of the op topic: halves that are decided, as decimal queue offsets, each followed by a comma; older brokers wrote one
 * without (docs/protocol/semantics.md 12). The property {@value #SETTLED_TO} is CometMQ's own; RocketMQ passes over it. Immutable.
 *
 * @param halves queue offsets of the half topic
 * @param settledTo every commit record below this commit log offset is told by this op record or one before; {@link #UNKNOWN} when
 *     another make has written it
 */
record OpRecord(List<Long> halves, long settledTo) {
    static final String TOPIC = TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC;
    static final int QUEUE_ID = 0;
    static final long UNKNOWN = -1;

    /** As large as RocketMQ makes them by default (transactionOpMsgMaxSize): a queue offset has 20 digits at most. */
    static final int MAX_HALVES = 4096 / 21;

    private static final String SETTLED_TO = "COMMITS_SETTLED_TO";
    private static final String DECIDED_TAG = "d";
    private static final String SEPARATOR = ",";

    ByteBuffer body() {
        StringBuilder text = new StringBuilder();
        halves.forEach(half -> text.append((long) half).append(SEPARATOR));
        return ByteBuffer.wrap(text.toString().getBytes(US_ASCII));
    }

    ByteBuffer properties() {
        return ByteBuffer.wrap(MessageDecoder.messageProperties2String(Map.of(
                        MessageConst.PROPERTY_TAGS,
                        DECIDED_TAG,
                        MessageConst.PROPERTY_WAIT_STORE_MSG_OK,
                        "true",
                        SETTLED_TO,
                        Long.toString(settledTo)))
                .getBytes(UTF_8));
    }

    /**
     * @throws NumberFormatException when there is something else than numbers in it
     */
    static OpRecord parse(ByteBuffer body, ByteBuffer properties) {
        List<Long> halves = new ArrayList<>();
        for (String half : US_ASCII.decode(body.duplicate()).toString().split(SEPARATOR, -1)) {
            if (!half.isBlank()) {
                halves.add(Long.parseLong(half.trim()));
            }
        }
        String settledTo = MessageDecoder.string2messageProperties(
                        UTF_8.decode(properties.duplicate()).toString())
                .get(SETTLED_TO);
        return new OpRecord(halves, settledTo == null ? UNKNOWN : Long.parseLong(settledTo));
    }
}
