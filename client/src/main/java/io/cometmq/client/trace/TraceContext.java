package io.cometmq.client.trace;

import io.cometmq.client.AccessChannel;
import io.cometmq.common.message.MessageClientIDSetter;
import java.util.ArrayList;
import java.util.List;

/** One trace: what happened to one or several messages. Not thread-safe. */
public class TraceContext implements Comparable<TraceContext> {
    private TraceType traceType;
    private long timeStamp = System.currentTimeMillis();
    private String regionId = "";
    private String regionName = "";
    private String groupName = "";
    private int costTime;
    private boolean success = true;
    private String requestId = MessageClientIDSetter.createUniqID();
    private int contextCode;
    private AccessChannel accessChannel;
    private List<TraceBean> traceBeans = new ArrayList<>();

    public TraceType getTraceType() {
        return traceType;
    }

    public void setTraceType(TraceType traceType) {
        this.traceType = traceType;
    }

    public long getTimeStamp() {
        return timeStamp;
    }

    public void setTimeStamp(long timeStamp) {
        this.timeStamp = timeStamp;
    }

    public String getRegionId() {
        return regionId;
    }

    public void setRegionId(String regionId) {
        this.regionId = regionId;
    }

    public String getRegionName() {
        return regionName;
    }

    public void setRegionName(String regionName) {
        this.regionName = regionName;
    }

    public String getGroupName() {
        return groupName;
    }

    public void setGroupName(String groupName) {
        this.groupName = groupName;
    }

    public int getCostTime() {
        return costTime;
    }

    public void setCostTime(int costTime) {
        this.costTime = costTime;
    }

    public boolean isSuccess() {
        return success;
    }

    public void setSuccess(boolean success) {
        this.success = success;
    }

    public String getRequestId() {
        return requestId;
    }

    public void setRequestId(String requestId) {
        this.requestId = requestId;
    }

    public int getContextCode() {
        return contextCode;
    }

    public void setContextCode(int contextCode) {
        this.contextCode = contextCode;
    }

    public AccessChannel getAccessChannel() {
        return accessChannel;
    }

    public void setAccessChannel(AccessChannel accessChannel) {
        this.accessChannel = accessChannel;
    }

    public List<TraceBean> getTraceBeans() {
        return traceBeans;
    }

    public void setTraceBeans(List<TraceBean> traceBeans) {
        this.traceBeans = traceBeans;
    }

    /** By time. */
    @Override
    public int compareTo(TraceContext other) {
        return Long.compare(timeStamp, other.timeStamp);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof TraceContext that && requestId.equals(that.requestId));
    }

    @Override
    public int hashCode() {
        return requestId.hashCode();
    }

    @Override
    public String toString() {
        return "TraceContext [" + traceType + ", group=" + groupName + ", messages=" + traceBeans.size() + "]";
    }
}
