package io.cometmq.remoting.protocol.heartbeat;

/** Whether every member of a group gets every message, or the members share them out. */
public enum MessageModel {
    BROADCASTING,
    CLUSTERING;

    public String getModeCN() {
        return name();
    }
}
