package io.cometmq.remoting.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes {int16 keyLen | key | int32 valueLen | value} per field (docs/protocol/remoting.md 3). */
final class BinaryFieldWriter implements FieldWriter {
    private final ByteBuf out;

    BinaryFieldWriter(ByteBuf out) {
        this.out = out;
    }

    @Override
    public void field(FieldName name, String value) {
        if (value != null) {
            int lengthAt = start(name);
            end(lengthAt, ByteBufUtil.writeUtf8(out, value));
        }
    }

    @Override
    public void field(FieldName name, long value) {
        int lengthAt = start(name);
        JsonFieldWriter.writeDecimal(out, value);
        end(lengthAt, out.writerIndex() - lengthAt - 4);
    }

    @Override
    public void field(FieldName name, boolean value) {
        field(name, value ? "true" : "false");
    }

    @Override
    public void utf8(FieldName name, byte[] array, int offset, int length) {
        int lengthAt = start(name);
        out.writeBytes(array, offset, length);
        end(lengthAt, length);
    }

    @Override
    public void hex(FieldName name, byte[] head, long tail) {
        int lengthAt = start(name);
        HexDigits.write(out, head, tail);
        end(lengthAt, out.writerIndex() - lengthAt - 4);
    }

    private int start(FieldName name) {
        out.writeShort(name.bytes.length).writeBytes(name.bytes);
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        return lengthAt;
    }

    private void end(int lengthAt, int length) {
        out.setInt(lengthAt, length);
    }
}
