package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;

/** The answer to a pull, once per pull. */
final class PullResponseCodec implements HeaderCodec<PullMessageResponseHeader> {
    private static final FieldName SUGGEST = FieldName.of("suggestWhichBrokerId");
    private static final FieldName NEXT = FieldName.of("nextBeginOffset");
    private static final FieldName MIN = FieldName.of("minOffset");
    private static final FieldName MAX = FieldName.of("maxOffset");
    private static final FieldName DELTA = FieldName.of("offsetDelta");
    private static final FieldName TOPIC_FLAG = FieldName.of("topicSysFlag");
    private static final FieldName GROUP_FLAG = FieldName.of("groupSysFlag");
    private static final FieldName FORBIDDEN = FieldName.of("forbiddenType");

    private static final int REQUIRED = 0b1111;

    @Override
    public PullMessageResponseHeader read(FieldReader in) throws RemotingCommandException {
        long suggest = 0;
        long next = 0;
        long min = 0;
        long max = 0;
        Long delta = null;
        Integer topicFlag = null;
        Integer groupFlag = null;
        Integer forbidden = null;
        int seen = 0;
        while (in.next()) {
            if (in.nameIs(SUGGEST)) {
                suggest = in.longValue();
                seen |= 1;
            } else if (in.nameIs(NEXT)) {
                next = in.longValue();
                seen |= 2;
            } else if (in.nameIs(MIN)) {
                min = in.longValue();
                seen |= 4;
            } else if (in.nameIs(MAX)) {
                max = in.longValue();
                seen |= 8;
            } else if (in.nameIs(DELTA)) {
                delta = in.longValue();
            } else if (in.nameIs(TOPIC_FLAG)) {
                topicFlag = in.intValue();
            } else if (in.nameIs(GROUP_FLAG)) {
                groupFlag = in.intValue();
            } else if (in.nameIs(FORBIDDEN)) {
                forbidden = in.intValue();
            }
        }
        if (seen != REQUIRED) {
            throw new RemotingCommandException("an offset of PullMessageResponseHeader is missing: " + SUGGEST + ", "
                    + NEXT + ", " + MIN + " and " + MAX + " must all be there");
        }
        return new PullMessageResponseHeader(suggest, next, min, max, delta, topicFlag, groupFlag, forbidden);
    }

    @Override
    public void write(PullMessageResponseHeader header, FieldWriter out) {
        out.field(SUGGEST, header.suggestWhichBrokerId());
        out.field(NEXT, header.nextBeginOffset());
        out.field(MIN, header.minOffset());
        out.field(MAX, header.maxOffset());
        optional(DELTA, header.offsetDelta(), out);
        optional(TOPIC_FLAG, header.topicSysFlag(), out);
        optional(GROUP_FLAG, header.groupSysFlag(), out);
        optional(FORBIDDEN, header.forbiddenType(), out);
    }

    private static void optional(FieldName name, Number value, FieldWriter out) {
        if (value != null) {
            out.field(name, value.longValue());
        }
    }
}
