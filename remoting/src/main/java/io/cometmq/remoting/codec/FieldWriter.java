package io.cometmq.remoting.codec;

/**
 * Takes the fields of one header, in the order in which they are to be written. Null values are left out, as the protocol wants
 * (docs/protocol/remoting.md 2). Owned by one thread.
 */
public interface FieldWriter {
    void field(FieldName name, String value);

    void field(FieldName name, long value);

    void field(FieldName name, boolean value);
}
