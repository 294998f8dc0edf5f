package io.cometmq.client.consumer;

import io.cometmq.common.message.MessageExt;
import java.util.List;

/** What a pop brought. */
public class PopResult {
    private List<MessageExt> msgFoundList;
    private PopStatus popStatus;
    private long popTime;
    private long invisibleTime;
    private long restNum;

    public PopResult(PopStatus popStatus, List<MessageExt> msgFoundList) {
        this.popStatus = popStatus;
        this.msgFoundList = msgFoundList;
    }

    /** When the messages were popped, milliseconds since the epoch by the broker's clock. */
    public long getPopTime() {
        return popTime;
    }

    public void setPopTime(long popTime) {
        this.popTime = popTime;
    }

    /** Messages that the broker has for the group beside these. */
    public long getRestNum() {
        return restNum;
    }

    public void setRestNum(long restNum) {
        this.restNum = restNum;
    }

    /** For how long nobody else gets the messages, in milliseconds. */
    public long getInvisibleTime() {
        return invisibleTime;
    }

    public void setInvisibleTime(long invisibleTime) {
        this.invisibleTime = invisibleTime;
    }

    public PopStatus getPopStatus() {
        return popStatus;
    }

    public void setPopStatus(PopStatus popStatus) {
        this.popStatus = popStatus;
    }

    public List<MessageExt> getMsgFoundList() {
        return msgFoundList;
    }

    public void setMsgFoundList(List<MessageExt> msgFoundList) {
        this.msgFoundList = msgFoundList;
    }

    @Override
    public String toString() {
        return "PopResult [popStatus=" + popStatus + ",msgFoundList=" + (msgFoundList == null ? 0 : msgFoundList.size())
                + ",restNum=" + restNum + "]";
    }
}
