package io.cometmq.remoting.codec;

import io.cometmq.remoting.protocol.header.StoredMessageHeader;

/** Writes the answer to a stored message without a string or a map (docs/protocol/request-codes.md, SEND_MESSAGE). */
final class StoredMessageHeaderCodec implements HeaderCodec<StoredMessageHeader> {
    private static final FieldName MSG_ID = FieldName.of("msgId");
    private static final FieldName QUEUE_ID = FieldName.of("queueId");
    private static final FieldName QUEUE_OFFSET = FieldName.of("queueOffset");
    private static final FieldName TRANSACTION_ID = FieldName.of("transactionId");
    private static final FieldName MSG_REGION = FieldName.of("MSG_REGION");
    private static final FieldName TRACE_ON = FieldName.of("TRACE_ON");

    @Override
    public void write(StoredMessageHeader header, FieldWriter out) {
        out.hex(MSG_ID, header.storeHost(), header.physicalOffset());
        out.field(QUEUE_ID, header.queueId());
        out.field(QUEUE_OFFSET, header.queueOffset());
        if (header.uniqueKeyLength() > 0) {
            out.utf8(TRANSACTION_ID, header.properties(), header.uniqueKeyOffset(), header.uniqueKeyLength());
        }
        out.field(MSG_REGION, header.region());
        out.field(TRACE_ON, header.traceOn());
    }

    /** Only brokers hold this form, and they never receive it: clients read a SendMessageResponseHeader. */
    @Override
    public StoredMessageHeader read(FieldReader fields) {
        throw new UnsupportedOperationException("a stored message's answer is not read in this form");
    }
}
