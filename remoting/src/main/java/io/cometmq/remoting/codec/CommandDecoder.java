package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.LanguageCode;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.SerializeType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Turns the content of one frame into a command (docs/protocol/remoting.md 1 to 3). The header is copied into an array of its own,
 * the body stays where it is. Stateless.
 */
public final class CommandDecoder {
    /** code, language, version, opaque, flag, remark length, fields length. */
    private static final int BINARY_FIXED_BYTES = 21;

    private static final int DEFAULT_VERSION = 0;

    private CommandDecoder() {}

    /**
     * @param frame what follows the length field; its reader index moves to the end. A body is a retained slice of it.
     * @throws RemotingCommandException when the frame does not follow the protocol; the connection is beyond use then
     */
    public static RemotingCommand decode(ByteBuf frame) throws RemotingCommandException {
        if (frame.readableBytes() < 4) {
            throw new RemotingCommandException(
                    "a frame of " + frame.readableBytes() + " bytes has no room for the header's length");
        }
        int mark = frame.readInt();
        SerializeType type = SerializeType.valueOf((byte) (mark >> 24));
        if (type == null) {
            throw new RemotingCommandException(
                    "unknown header serialization " + (mark >> 24 & 0xFF) + ", known are 0 (JSON) and 1 (ROCKETMQ)");
        }
        int headerLength = mark & 0xFFFFFF;
        if (headerLength > frame.readableBytes()) {
            throw new RemotingCommandException(
                    "a header of " + headerLength + " bytes in a frame that has " + frame.readableBytes() + " left");
        }
        byte[] header = new byte[headerLength];
        frame.readBytes(header);
        Parsed parsed = type == SerializeType.JSON ? json(header) : binary(header);
        int bodyLength = frame.readableBytes();
        ByteBuf body = bodyLength == 0 ? null : frame.readRetainedSlice(bodyLength);
        return RemotingCommand.received(
                type,
                parsed.code,
                parsed.language,
                parsed.version,
                parsed.opaque,
                parsed.flag,
                parsed.remark,
                parsed.fields,
                body);
    }

    private static final class Parsed {
        int code;
        LanguageCode language = LanguageCode.JAVA;
        int version = DEFAULT_VERSION;
        int opaque;
        int flag;
        String remark;
        HeaderFields fields;
    }

    private static final FieldName CODE = FieldName.of("code");
    private static final FieldName LANGUAGE = FieldName.of("language");
    private static final FieldName VERSION = FieldName.of("version");
    private static final FieldName OPAQUE = FieldName.of("opaque");
    private static final FieldName FLAG = FieldName.of("flag");
    private static final FieldName REMARK = FieldName.of("remark");
    private static final FieldName EXT_FIELDS = FieldName.of("extFields");

    private static Parsed json(byte[] a) throws RemotingCommandException {
        Parsed parsed = new Parsed();
        int end = a.length;
        int start = JsonScanner.expect(a, 0, end, '{');
        JsonFieldReader reader = new JsonFieldReader(a, start, end);
        boolean hasCode = false;
        while (reader.next()) {
            if (reader.nameIs(CODE)) {
                parsed.code = reader.intValue();
                hasCode = true;
            } else if (reader.nameIs(OPAQUE)) {
                parsed.opaque = reader.intValue();
            } else if (reader.nameIs(FLAG)) {
                parsed.flag = reader.intValue();
            } else if (reader.nameIs(VERSION)) {
                parsed.version = reader.intValue();
            } else if (reader.nameIs(LANGUAGE)) {
                parsed.language = language(reader.text());
            } else if (reader.nameIs(REMARK)) {
                parsed.remark = reader.text();
            } else if (reader.nameIs(EXT_FIELDS)) {
                parsed.fields = fields(a, reader);
            }
        }
        int behind = JsonScanner.expect(a, reader.stoppedAt(), end, '}');
        if (JsonScanner.skipBlanks(a, behind, end) != end) {
            throw JsonScanner.bad(a, behind, end, "the end of the header");
        }
        if (!hasCode) {
            throw new RemotingCommandException("a JSON header without 'code'");
        }
        return parsed;
    }

    private static HeaderFields fields(byte[] a, JsonFieldReader reader) throws RemotingCommandException {
        int open = reader.valueStart;
        int behind = open + reader.valueLength;
        if (a[open] != '{') {
            throw JsonScanner.bad(a, open, behind, "'{' of extFields");
        }
        return new HeaderFields(SerializeType.JSON, a, open + 1, behind - 1);
    }

    private static LanguageCode language(String text) {
        if ("JAVA".equals(text)) {
            return LanguageCode.JAVA;
        }
        try {
            return LanguageCode.valueOf(text);
        } catch (IllegalArgumentException e) {
            return LanguageCode.OTHER;
        }
    }

    private static Parsed binary(byte[] a) throws RemotingCommandException {
        if (a.length < BINARY_FIXED_BYTES) {
            throw new RemotingCommandException(
                    "a binary header of " + a.length + " bytes, the least is " + BINARY_FIXED_BYTES);
        }
        ByteBuffer in = ByteBuffer.wrap(a);
        Parsed parsed = new Parsed();
        parsed.code = in.getShort();
        LanguageCode language = LanguageCode.valueOf(in.get());
        parsed.language = language == null ? LanguageCode.OTHER : language;
        parsed.version = in.getShort();
        parsed.opaque = in.getInt();
        parsed.flag = in.getInt();
        int remarkLength = in.getInt();
        if (remarkLength < 0 || remarkLength > in.remaining() - 4) {
            throw new RemotingCommandException(
                    "a binary header with a remark of " + remarkLength + " bytes, " + in.remaining() + " are left");
        }
        if (remarkLength > 0) {
            parsed.remark = new String(a, in.position(), remarkLength, StandardCharsets.UTF_8);
            in.position(in.position() + remarkLength);
        }
        int fieldsLength = in.getInt();
        if (fieldsLength < 0 || fieldsLength > in.remaining()) {
            throw new RemotingCommandException(
                    "a binary header with fields of " + fieldsLength + " bytes, " + in.remaining() + " are left");
        }
        HeaderFields fields = new HeaderFields(SerializeType.ROCKETMQ, a, in.position(), in.position() + fieldsLength);
        FieldReader check = fields.reader();
        while (check.next()) {
            // Only the lengths are of interest: a field beyond the end is the frame's fault, not the processor's.
        }
        parsed.fields = fieldsLength == 0 ? null : fields;
        return parsed;
    }
}
