package io.cometmq.remoting.protocol;

/** How the header of a frame is written (docs/protocol/remoting.md 1). */
public enum SerializeType {
    JSON((byte) 0),
    ROCKETMQ((byte) 1);

    private final byte code;

    SerializeType(byte code) {
        this.code = code;
    }

    public byte getCode() {
        return code;
    }

    /** The type of this code, or null when the protocol has none. */
    public static SerializeType valueOf(byte code) {
        return switch (code) {
            case 0 -> JSON;
            case 1 -> ROCKETMQ;
            default -> null;
        };
    }
}
