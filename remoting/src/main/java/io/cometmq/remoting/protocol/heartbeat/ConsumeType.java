package io.cometmq.remoting.protocol.heartbeat;

/** How a client consumes. */
public enum ConsumeType {
    /** The application pulls. */
    CONSUME_ACTIVELY("PULL"),
    /** The client pulls and pushes to a listener. */
    CONSUME_PASSIVELY("PUSH"),
    CONSUME_POP("POP");

    private final String typeCN;

    ConsumeType(String typeCN) {
        this.typeCN = typeCN;
    }

    public String getTypeCN() {
        return typeCN;
    }
}
