package io.cometmq.client.consumer;

/** The answer to the acknowledgement of a popped message, or to the change of its invisible time. */
public class AckResult {
    private AckStatus status;
    private String extraInfo;
    private long popTime;

    public AckStatus getStatus() {
        return status;
    }

    public void setStatus(AckStatus status) {
        this.status = status;
    }

    /** The handle from now on, when the invisible time was changed. */
    public String getExtraInfo() {
        return extraInfo;
    }

    public void setExtraInfo(String extraInfo) {
        this.extraInfo = extraInfo;
    }

    /** Milliseconds since the epoch. */
    public long getPopTime() {
        return popTime;
    }

    public void setPopTime(long popTime) {
        this.popTime = popTime;
    }

    @Override
    public String toString() {
        return "AckResult [AckStatus=" + status + ",extraInfo=" + extraInfo + "]";
    }
}
