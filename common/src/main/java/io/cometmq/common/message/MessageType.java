package io.cometmq.common.message;

/** Kind of a message as traces and hooks name it; the constants keep RocketMQ's spelling and order. */
public enum MessageType {
    Normal_Msg("Normal"),
    Trans_Msg_Half("Trans"),
    Trans_msg_Commit("TransCommit"),
    Delay_Msg("Delay"),
    Order_Msg("Order");

    private final String shortName;

    MessageType(String shortName) {
        this.shortName = shortName;
    }

    public String getShortName() {
        return shortName;
    }

    /** The type of that short name; {@link #Normal_Msg} when there is none. */
    public static MessageType getByShortName(String shortName) {
        for (MessageType type : values()) {
            if (type.shortName.equals(shortName)) {
                return type;
            }
        }
        return Normal_Msg;
    }
}
