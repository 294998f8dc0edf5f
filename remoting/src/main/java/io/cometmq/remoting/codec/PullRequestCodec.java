package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;

/** A pull, read in one pass (docs/protocol/request-codes.md, PULL_MESSAGE). */
final class PullRequestCodec implements HeaderCodec<PullMessageRequestHeader> {
    private static final FieldName[] NAMES = {
        FieldName.of("consumerGroup"),
        FieldName.of("topic"),
        FieldName.of("queueId"),
        FieldName.of("queueOffset"),
        FieldName.of("maxMsgNums"),
        FieldName.of("sysFlag"),
        FieldName.of("commitOffset"),
        FieldName.of("suspendTimeoutMillis"),
        FieldName.of("subVersion"),
        FieldName.of("subscription"),
        FieldName.of("expressionType"),
        FieldName.of("maxMsgBytes"),
        FieldName.of("requestSource"),
        FieldName.of("proxyFrowardClientId"),
        FieldName.of("bname"),
    };

    /** The first ones of the names are mandatory. */
    private static final int REQUIRED_FIELDS = 9;

    @Override
    public PullMessageRequestHeader read(FieldReader in) throws RemotingCommandException {
        String consumerGroup = null;
        String topic = null;
        int queueId = 0;
        long queueOffset = 0;
        int maxMsgNums = 0;
        int sysFlag = 0;
        long commitOffset = 0;
        long suspendTimeoutMillis = 0;
        long subVersion = 0;
        String subscription = null;
        String expressionType = null;
        Integer maxMsgBytes = null;
        Integer requestSource = null;
        String proxyForwardClientId = null;
        String brokerName = null;
        int seen = 0;
        while (in.next()) {
            int field = fieldOf(in);
            if (field < 0) {
                continue;
            }
            seen |= 1 << field;
            switch (field) {
                case 0 -> consumerGroup = in.recurringText();
                case 1 -> topic = in.recurringText();
                case 2 -> queueId = in.intValue();
                case 3 -> queueOffset = in.longValue();
                case 4 -> maxMsgNums = in.intValue();
                case 5 -> sysFlag = in.intValue();
                case 6 -> commitOffset = in.longValue();
                case 7 -> suspendTimeoutMillis = in.longValue();
                case 8 -> subVersion = in.longValue();
                case 9 -> subscription = in.recurringText();
                case 10 -> expressionType = in.recurringText();
                case 11 -> maxMsgBytes = in.intValue();
                case 12 -> requestSource = in.intValue();
                case 13 -> proxyForwardClientId = in.text();
                default -> brokerName = in.recurringText();
            }
        }
        requireAll(seen);
        return new PullMessageRequestHeader(
                consumerGroup,
                topic,
                queueId,
                queueOffset,
                maxMsgNums,
                sysFlag,
                commitOffset,
                suspendTimeoutMillis,
                subscription,
                subVersion,
                expressionType,
                maxMsgBytes,
                requestSource,
                proxyForwardClientId,
                brokerName);
    }

    private static int fieldOf(FieldReader in) {
        for (int i = 0; i < NAMES.length; i++) {
            if (in.nameIs(NAMES[i])) {
                return i;
            }
        }
        return -1;
    }

    private static void requireAll(int seen) throws RemotingCommandException {
        for (int i = 0; i < REQUIRED_FIELDS; i++) {
            if ((seen & (1 << i)) == 0) {
                throw new RemotingCommandException(
                        "the custom field <" + NAMES[i] + "> of PullMessageRequestHeader is null");
            }
        }
    }

    @Override
    public void write(PullMessageRequestHeader header, FieldWriter out) {
        out.field(NAMES[0], header.consumerGroup());
        out.field(NAMES[1], header.topic());
        out.field(NAMES[2], header.queueId());
        out.field(NAMES[3], header.queueOffset());
        out.field(NAMES[4], header.maxMsgNums());
        out.field(NAMES[5], header.sysFlag());
        out.field(NAMES[6], header.commitOffset());
        out.field(NAMES[7], header.suspendTimeoutMillis());
        out.field(NAMES[8], header.subVersion());
        out.field(NAMES[9], header.subscription());
        out.field(NAMES[10], header.expressionType());
        optional(NAMES[11], header.maxMsgBytes(), out);
        optional(NAMES[12], header.requestSource(), out);
        out.field(NAMES[13], header.proxyFrowardClientId());
        out.field(NAMES[14], header.bname());
    }

    private static void optional(FieldName name, Integer value, FieldWriter out) {
        if (value != null) {
            out.field(name, value.longValue());
        }
    }
}
