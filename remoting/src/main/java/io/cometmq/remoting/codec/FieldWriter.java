package io.cometmq.remoting.codec;

/**
 * Takes the fields of one header, in the order in which they are to be written. Null values are left out, as the protocol wants
 * (docs/protocol/remoting.md 2). Owned by one thread.
 */
public interface FieldWriter {
    void field(FieldName name, String value);

    void field(FieldName name, long value);

    void field(FieldName name, boolean value);

    /** A text that is at hand as its bytes in UTF-8. */
    void utf8(FieldName name, byte[] array, int offset, int length);

    /** The bytes of the head and then of the tail as upper-case hexadecimal digits. */
    void hex(FieldName name, byte[] head, long tail);
}
