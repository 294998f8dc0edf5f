package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;

/** The answer to a send, once per message. */
final class SendResponseCodec implements HeaderCodec<SendMessageResponseHeader> {
    private static final FieldName MSG_ID = FieldName.of("msgId");
    private static final FieldName QUEUE_ID = FieldName.of("queueId");
    private static final FieldName QUEUE_OFFSET = FieldName.of("queueOffset");
    private static final FieldName TRANSACTION_ID = FieldName.of("transactionId");
    private static final FieldName BATCH_UNIQ_ID = FieldName.of("batchUniqId");
    private static final FieldName RECALL_HANDLE = FieldName.of("recallHandle");
    private static final FieldName MSG_REGION = FieldName.of("MSG_REGION");
    private static final FieldName TRACE_ON = FieldName.of("TRACE_ON");

    @Override
    public SendMessageResponseHeader read(FieldReader in) throws RemotingCommandException {
        String msgId = null;
        Integer queueId = null;
        Long queueOffset = null;
        String transactionId = null;
        String batchUniqId = null;
        String recallHandle = null;
        String region = null;
        String traceOn = null;
        while (in.next()) {
            if (in.nameIs(MSG_ID)) {
                msgId = in.text();
            } else if (in.nameIs(QUEUE_ID)) {
                queueId = in.intValue();
            } else if (in.nameIs(QUEUE_OFFSET)) {
                queueOffset = in.longValue();
            } else if (in.nameIs(TRANSACTION_ID)) {
                transactionId = in.text();
            } else if (in.nameIs(BATCH_UNIQ_ID)) {
                batchUniqId = in.text();
            } else if (in.nameIs(RECALL_HANDLE)) {
                recallHandle = in.text();
            } else if (in.nameIs(MSG_REGION)) {
                region = in.text();
            } else if (in.nameIs(TRACE_ON)) {
                traceOn = in.text();
            }
        }
        if (msgId == null || queueId == null || queueOffset == null) {
            FieldName missing = msgId == null ? MSG_ID : queueId == null ? QUEUE_ID : QUEUE_OFFSET;
            throw new RemotingCommandException(
                    "the custom field <" + missing + "> of SendMessageResponseHeader is null");
        }
        return new SendMessageResponseHeader(
                msgId, queueId, queueOffset, transactionId, batchUniqId, recallHandle, region, traceOn);
    }

    @Override
    public void write(SendMessageResponseHeader header, FieldWriter out) {
        out.field(MSG_ID, header.msgId());
        out.field(QUEUE_ID, header.queueId());
        out.field(QUEUE_OFFSET, header.queueOffset());
        out.field(TRANSACTION_ID, header.transactionId());
        out.field(BATCH_UNIQ_ID, header.batchUniqId());
        out.field(RECALL_HANDLE, header.recallHandle());
        out.field(MSG_REGION, header.MSG_REGION());
        out.field(TRACE_ON, header.TRACE_ON());
    }
}
