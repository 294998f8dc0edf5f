package io.cometmq.remoting.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/** Collects the fields as they would be sent: for hooks that sign or inspect them, off the hot path. */
final class MapFieldWriter implements FieldWriter {
    private final Map<String, String> out;

    MapFieldWriter(Map<String, String> out) {
        this.out = out;
    }

    @Override
    public void field(FieldName name, String value) {
        if (value != null) {
            out.put(name.toString(), value);
        }
    }

    @Override
    public void field(FieldName name, long value) {
        out.put(name.toString(), Long.toString(value));
    }

    @Override
    public void field(FieldName name, boolean value) {
        out.put(name.toString(), Boolean.toString(value));
    }

    @Override
    public void utf8(FieldName name, byte[] array, int offset, int length) {
        out.put(name.toString(), new String(array, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void hex(FieldName name, byte[] head, long tail) {
        HexFormat hex = HexFormat.of().withUpperCase();
        out.put(name.toString(), hex.formatHex(head) + hex.toHexDigits(tail));
    }
}
