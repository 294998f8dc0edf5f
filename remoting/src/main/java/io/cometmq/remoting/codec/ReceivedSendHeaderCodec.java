package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import java.nio.ByteBuffer;

/** Reads either form of a send header in one pass (docs/protocol/request-codes.md, field letters). */
final class ReceivedSendHeaderCodec implements HeaderCodec<ReceivedSendHeader> {
    private static final ByteBuffer NO_PROPERTIES = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final FieldName[] LONG_NAMES = {
        FieldName.of("producerGroup"),
        FieldName.of("topic"),
        FieldName.of("defaultTopic"),
        FieldName.of("defaultTopicQueueNums"),
        FieldName.of("queueId"),
        FieldName.of("sysFlag"),
        FieldName.of("bornTimestamp"),
        FieldName.of("flag"),
        FieldName.of("properties"),
        FieldName.of("reconsumeTimes"),
        FieldName.of("unitMode"),
        FieldName.of("maxReconsumeTimes"),
        FieldName.of("batch"),
    };

    /** The letters a to m stand for the long names in this order; the first eight are mandatory. */
    private static final int REQUIRED_FIELDS = 8;

    @Override
    public ReceivedSendHeader read(FieldReader in) throws RemotingCommandException {
        String producerGroup = null;
        String topic = null;
        String defaultTopic = null;
        int defaultTopicQueueNums = 0;
        int queueId = 0;
        int sysFlag = 0;
        long bornTimestamp = 0;
        int flag = 0;
        ByteBuffer properties = NO_PROPERTIES;
        int reconsumeTimes = 0;
        boolean unitMode = false;
        int maxReconsumeTimes = -1;
        boolean batch = false;
        int seen = 0;
        while (in.next()) {
            int field = fieldOf(in);
            if (field < 0) {
                continue;
            }
            seen |= 1 << field;
            switch (field) {
                case 0 -> producerGroup = in.recurringText();
                case 1 -> topic = in.recurringText();
                case 2 -> defaultTopic = in.recurringText();
                case 3 -> defaultTopicQueueNums = in.intValue();
                case 4 -> queueId = in.intValue();
                case 5 -> sysFlag = in.intValue();
                case 6 -> bornTimestamp = in.longValue();
                case 7 -> flag = in.intValue();
                case 8 -> properties = in.bytes();
                case 9 -> reconsumeTimes = in.intValue();
                case 10 -> unitMode = in.booleanValue();
                case 11 -> maxReconsumeTimes = in.intValue();
                case 12 -> batch = in.booleanValue();
                default -> throw new IllegalStateException("field " + field);
            }
        }
        requireAll(seen);
        return new ReceivedSendHeader(
                producerGroup,
                topic,
                defaultTopic,
                defaultTopicQueueNums,
                queueId,
                sysFlag,
                bornTimestamp,
                flag,
                properties,
                reconsumeTimes,
                unitMode,
                maxReconsumeTimes,
                batch);
    }

    private static int fieldOf(FieldReader in) {
        byte letter = in.nameLetter();
        if (letter != 0) {
            return letter >= 'a' && letter <= 'm' ? letter - 'a' : -1;
        }
        for (int i = 0; i < LONG_NAMES.length; i++) {
            if (in.nameIs(LONG_NAMES[i])) {
                return i;
            }
        }
        return -1;
    }

    private static void requireAll(int seen) throws RemotingCommandException {
        for (int i = 0; i < REQUIRED_FIELDS; i++) {
            if ((seen & 1 << i) == 0) {
                throw new RemotingCommandException(
                        "the custom field <" + LONG_NAMES[i] + "> (" + (char) ('a' + i) + ") is null");
            }
        }
    }

    /** Only brokers hold this form, and they never send it. */
    @Override
    public void write(ReceivedSendHeader header, FieldWriter out) {
        throw new UnsupportedOperationException("a received send header is not sent on");
    }
}
