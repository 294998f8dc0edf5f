package io.cometmq.remoting.codec;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.SerializeType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Map;

/** Writes a frame's length, mark and header; the body follows it (docs/protocol/remoting.md 1 to 3). Stateless. */
public final class CommandEncoder {
    private static final byte[] LANGUAGE = bytes(",\"language\":\"");
    private static final byte[] OPAQUE = bytes("\",\"opaque\":");
    private static final byte[] REMARK = bytes(",\"remark\":\"");
    private static final byte[] VERSION = bytes(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":");
    private static final byte[] CODE = bytes("{\"code\":");
    private static final byte[] EXT_FIELDS = bytes(",\"extFields\":{");
    private static final byte[] FLAG = bytes(",\"flag\":");

    private CommandEncoder() {}

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Appends everything of the frame but the body, whose length is told. */
    public static void encodeHeader(RemotingCommand command, int bodyLength, ByteBuf out) {
        int start = out.writerIndex();
        out.writeLong(0);
        if (command.getSerializeTypeCurrentRPC() == SerializeType.JSON) {
            json(command, out);
        } else {
            binary(command, out);
        }
        int headerLength = out.writerIndex() - start - 8;
        if (headerLength > 0xFFFFFF) {
            throw new IllegalArgumentException("a header of " + headerLength + " bytes cannot be sent");
        }
        out.setInt(start, 4 + headerLength + bodyLength);
        out.setInt(start + 4, command.getSerializeTypeCurrentRPC().getCode() << 24 | headerLength);
    }

    private static void json(RemotingCommand command, ByteBuf out) {
        out.writeBytes(CODE);
        JsonFieldWriter.writeDecimal(out, command.getCode());
        if (command.readCustomHeader() != null || command.extraFields() != null) {
            out.writeBytes(EXT_FIELDS);
            fields(command, new JsonFieldWriter(out));
            out.writeByte('}');
        }
        out.writeBytes(FLAG);
        JsonFieldWriter.writeDecimal(out, command.getFlag());
        out.writeBytes(LANGUAGE);
        ByteBufUtil.writeAscii(out, command.getLanguage().name());
        out.writeBytes(OPAQUE);
        JsonFieldWriter.writeDecimal(out, command.getOpaque());
        if (command.getRemark() != null) {
            out.writeBytes(REMARK);
            JsonFieldWriter.writeEscaped(out, command.getRemark());
            out.writeByte('"');
        }
        out.writeBytes(VERSION);
        JsonFieldWriter.writeDecimal(out, command.getVersion());
        out.writeByte('}');
    }

    private static void binary(RemotingCommand command, ByteBuf out) {
        out.writeShort(command.getCode());
        out.writeByte(command.getLanguage().getCode());
        out.writeShort(command.getVersion());
        out.writeInt(command.getOpaque());
        out.writeInt(command.getFlag());
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        if (command.getRemark() != null) {
            out.setInt(lengthAt, ByteBufUtil.writeUtf8(out, command.getRemark()));
        }
        int fieldsAt = out.writerIndex();
        out.writeInt(0);
        fields(command, new BinaryFieldWriter(out));
        out.setInt(fieldsAt, out.writerIndex() - fieldsAt - 4);
    }

    /** Fields beside the typed header are rare (signatures, trace marks): only then everything goes through a map. */
    private static void fields(RemotingCommand command, FieldWriter out) {
        CommandHeader header = command.readCustomHeader();
        Map<String, String> extra = command.extraFields();
        if (extra == null) {
            if (header != null) {
                write(header, out);
            }
            return;
        }
        for (Map.Entry<String, String> field : command.getExtFields().entrySet()) {
            out.field(FieldName.of(field.getKey()), field.getValue());
        }
    }

    @SuppressWarnings("unchecked") // the codec is the one of the header's own class
    private static <H extends CommandHeader> void write(H header, FieldWriter out) {
        ((HeaderCodec<H>) HeaderCodecs.of(header.getClass())).write(header, out);
    }
}
