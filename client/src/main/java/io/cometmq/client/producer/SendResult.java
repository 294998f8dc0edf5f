package io.cometmq.client.producer;

import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;

/** Where a sent message is stored, and how safely. */
public class SendResult {
    private SendStatus sendStatus;
    private String msgId;
    private MessageQueue messageQueue;
    private long queueOffset;
    private String transactionId;
    private String offsetMsgId;
    private String regionId;
    private boolean traceOn = true;
    private byte[] rawRespBody;
    private String recallHandle;

    public SendResult() {}

    public SendResult(
            SendStatus sendStatus, String msgId, String offsetMsgId, MessageQueue messageQueue, long queueOffset) {
        this(sendStatus, msgId, messageQueue, queueOffset, null, offsetMsgId, null);
    }

    public SendResult(
            SendStatus sendStatus,
            String msgId,
            MessageQueue messageQueue,
            long queueOffset,
            String transactionId,
            String offsetMsgId,
            String regionId) {
        this.sendStatus = sendStatus;
        this.msgId = msgId;
        this.messageQueue = messageQueue;
        this.queueOffset = queueOffset;
        this.transactionId = transactionId;
        this.offsetMsgId = offsetMsgId;
        this.regionId = regionId;
    }

    public static String encoderSendResultToJson(Object result) {
        return Json.toJson(result);
    }

    /**
     * Reads what {@link #encoderSendResultToJson} wrote.
     *
     * @throws io.cometmq.common.json.JsonException when the text is something else
     */
    public static SendResult decoderSendResultFromJson(String json) {
        return Json.fromJson(json, SendResult.class);
    }

    public SendStatus getSendStatus() {
        return sendStatus;
    }

    public void setSendStatus(SendStatus sendStatus) {
        this.sendStatus = sendStatus;
    }

    /** The unique key that the client gave the message; of a batch the keys of all, separated by commas. */
    public String getMsgId() {
        return msgId;
    }

    public void setMsgId(String msgId) {
        this.msgId = msgId;
    }

    public MessageQueue getMessageQueue() {
        return messageQueue;
    }

    public void setMessageQueue(MessageQueue messageQueue) {
        this.messageQueue = messageQueue;
    }

    public long getQueueOffset() {
        return queueOffset;
    }

    public void setQueueOffset(long queueOffset) {
        this.queueOffset = queueOffset;
    }

    public String getTransactionId() {
        return transactionId;
    }

    public void setTransactionId(String transactionId) {
        this.transactionId = transactionId;
    }

    /** The id that the broker gave the message: its address and the physical offset. */
    public String getOffsetMsgId() {
        return offsetMsgId;
    }

    public void setOffsetMsgId(String offsetMsgId) {
        this.offsetMsgId = offsetMsgId;
    }

    public String getRegionId() {
        return regionId;
    }

    public void setRegionId(String regionId) {
        this.regionId = regionId;
    }

    /** Whether the broker wants the message traced. */
    public boolean isTraceOn() {
        return traceOn;
    }

    public void setTraceOn(boolean traceOn) {
        this.traceOn = traceOn;
    }

    public byte[] getRawRespBody() {
        return rawRespBody;
    }

    public void setRawRespBody(byte[] rawRespBody) {
        this.rawRespBody = rawRespBody;
    }

    /** What a timer message can be recalled with; null for others. */
    public String getRecallHandle() {
        return recallHandle;
    }

    public void setRecallHandle(String recallHandle) {
        this.recallHandle = recallHandle;
    }

    @Override
    public String toString() {
        return "SendResult [sendStatus=" + sendStatus + ", msgId=" + msgId + ", offsetMsgId=" + offsetMsgId
                + ", messageQueue=" + messageQueue + ", queueOffset=" + queueOffset + ", recallHandle=" + recallHandle
                + "]";
    }
}
