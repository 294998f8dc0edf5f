package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The fields of a binary header: repeat {int16 keyLen | key | int32 valueLen | value} (docs/protocol/remoting.md 3). */
final class BinaryFieldReader extends FieldReader {
    private final ByteBuffer view;
    private final int end;
    private int at;

    BinaryFieldReader(byte[] array, int start, int end) {
        super(array);
        this.view = ByteBuffer.wrap(array);
        this.at = start;
        this.end = end;
    }

    @Override
    public boolean next() throws RemotingCommandException {
        while (at < end) {
            int nameLen = at + 2 <= end ? view.getShort(at) : -1;
            nameStart = at + 2;
            if (nameLen < 0 || nameStart + nameLen + 4 > end) {
                throw bad("name", nameLen);
            }
            nameLength = nameLen;
            int valueLen = view.getInt(nameStart + nameLen);
            valueStart = nameStart + nameLen + 4;
            if (valueLen < 0 || valueLen > end - valueStart) {
                throw bad("value", valueLen);
            }
            valueLength = valueLen;
            at = valueStart + valueLen;
            if (nameLen > 0 && valueLen > 0) {
                return true;
            }
        }
        return false;
    }

    private RemotingCommandException bad(String what, int length) {
        return new RemotingCommandException("bad binary header at byte " + at + ": a field's " + what + " of " + length
                + " bytes, " + (end - at) + " bytes are left");
    }

    @Override
    public String text() {
        return new String(array, valueStart, valueLength, StandardCharsets.UTF_8);
    }

    @Override
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(array, valueStart, valueLength).slice();
    }
}
