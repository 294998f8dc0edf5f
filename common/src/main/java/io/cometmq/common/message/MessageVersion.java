package io.cometmq.common.message;

import java.nio.ByteBuffer;

/** The two record versions; they differ in the size of the topic's length (docs/protocol/message-formats.md 1.1, 1.2). */
public enum MessageVersion {
    MESSAGE_VERSION_V1(MessageDecoder.MESSAGE_MAGIC_CODE, 1),
    MESSAGE_VERSION_V2(MessageDecoder.MESSAGE_MAGIC_CODE_V2, 2);

    private final int magicCode;
    private final int topicLengthSize;

    MessageVersion(int magicCode, int topicLengthSize) {
        this.magicCode = magicCode;
        this.topicLengthSize = topicLengthSize;
    }

    /**
     * The version of a record's magic.
     *
     * @throws IllegalArgumentException when the magic is neither of the two
     */
    public static MessageVersion valueOfMagicCode(int magicCode) {
        return switch (magicCode) {
            case MessageDecoder.MESSAGE_MAGIC_CODE -> MESSAGE_VERSION_V1;
            case MessageDecoder.MESSAGE_MAGIC_CODE_V2 -> MESSAGE_VERSION_V2;
            default -> throw new IllegalArgumentException("not a record magic: 0x" + Integer.toHexString(magicCode));
        };
    }

    public int getMagicCode() {
        return magicCode;
    }

    /** Size of the topic's length field in bytes. */
    public int getTopicLengthSize() {
        return topicLengthSize;
    }

    /** Reads the topic length at the buffer's position and moves past it. */
    public int getTopicLength(ByteBuffer buffer) {
        return topicLengthSize == 1 ? buffer.get() & 0xFF : buffer.getShort() & 0xFFFF;
    }

    /** Reads the topic length at an absolute index. */
    public int getTopicLength(ByteBuffer buffer, int index) {
        return topicLengthSize == 1 ? buffer.get(index) & 0xFF : buffer.getShort(index) & 0xFFFF;
    }

    /** Writes the topic length at the buffer's position. */
    public void putTopicLength(ByteBuffer buffer, int topicLength) {
        if (topicLengthSize == 1) {
            buffer.put((byte) topicLength);
        } else {
            buffer.putShort((short) topicLength);
        }
    }
}
