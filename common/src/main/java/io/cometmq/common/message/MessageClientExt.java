package io.cometmq.common.message;

/** A message as a consumer sees it: its id is the sender's unique key where there is one. */
public class MessageClientExt extends MessageExt {
    public MessageClientExt() {}

    /** Where the message is stored: the offset message id (docs/protocol/message-formats.md 5). */
    public String getOffsetMsgId() {
        return super.getMsgId();
    }

    public void setOffsetMsgId(String offsetMsgId) {
        super.setMsgId(offsetMsgId);
    }

    @Override
    public String getMsgId() {
        String uniqueKey = MessageClientIDSetter.getUniqID(this);
        return uniqueKey == null ? getOffsetMsgId() : uniqueKey;
    }

    /** Does nothing: the id follows from the message. Use {@link #setOffsetMsgId}. */
    @Override
    public void setMsgId(String msgId) {}
}
