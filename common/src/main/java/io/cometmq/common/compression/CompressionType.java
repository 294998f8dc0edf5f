package io.cometmq.common.compression;

import java.util.Locale;

/** How a message's body is compressed (docs/protocol/message-formats.md 3). */
public enum CompressionType {
    LZ4(1),
    ZSTD(2),
    ZLIB(3);

    private final int value;

    CompressionType(int value) {
        this.value = value;
    }

    public int getValue() {
        return value;
    }

    /** The type's bits in a message's sysFlag. */
    public int getCompressionFlag() {
        return value << 8;
    }

    /**
     * The type of that name, in any case and with blanks around it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static CompressionType of(String name) {
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Unknown compression type " + name + ", known are LZ4, ZSTD, ZLIB", e);
        }
    }

    /**
     * The type of that number; 0 is zlib, which old clients do not name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static CompressionType findByValue(int value) {
        return switch (value) {
            case 1 -> LZ4;
            case 2 -> ZSTD;
            case 0, 3 -> ZLIB;
            default -> throw new IllegalArgumentException("Unknown compression type " + value);
        };
    }
}
