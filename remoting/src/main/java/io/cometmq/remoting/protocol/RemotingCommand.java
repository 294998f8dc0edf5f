package io.cometmq.remoting.protocol;

import io.cometmq.common.MQVersion;
import io.cometmq.remoting.codec.FieldReader;
import io.cometmq.remoting.codec.HeaderCodecs;
import io.cometmq.remoting.codec.HeaderFields;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One request or answer: what a frame carries (docs/protocol/remoting.md 1 to 4). A command that was received keeps its header as the
 * bytes that came and decodes it into a typed header when asked; a command to be sent holds the typed header. Fields added by
 * {@link #addExtField} travel beside the typed header.
 *
 * <p>Owned by one thread at a time. A received body may be a slice of the network buffer: it is valid until {@link #release}, which
 * the remoting layer calls when a request has been answered.
 */
public final class RemotingCommand {
    /** flag bit: this is an answer (docs/protocol/remoting.md 4). */
    private static final int RESPONSE = 1;

    /** flag bit: no answer must be sent. */
    private static final int ONEWAY = 2;

    private static final AtomicInteger NEXT_OPAQUE = new AtomicInteger();

    private int code;
    private LanguageCode language = LanguageCode.JAVA;
    private int version = MQVersion.CURRENT_VERSION;
    private int opaque;
    private int flag;
    private String remark;
    private SerializeType serializeType = SerializeType.JSON;
    private CommandHeader header;
    private HeaderFields receivedFields;
    private HashMap<String, String> extFields;
    private ByteBuf body;
    private byte[] bodyBytes;
    private Runnable bodySent;

    private RemotingCommand() {}

    /** A request with a new opaque; {@code header} may be null. */
    public static RemotingCommand createRequestCommand(int code, CommandHeader header) {
        RemotingCommand command = new RemotingCommand();
        command.code = code;
        command.opaque = NEXT_OPAQUE.getAndIncrement();
        command.header = header;
        return command;
    }

    /** An answer without a typed header; the remoting layer sets opaque and encoding to those of the request. */
    public static RemotingCommand createResponseCommand(int code, String remark) {
        RemotingCommand command = new RemotingCommand();
        command.code = code;
        command.flag = RESPONSE;
        command.remark = remark;
        return command;
    }

    /** A successful answer with this header, which may be null. */
    public static RemotingCommand success(CommandHeader header) {
        return createResponseCommandWithHeader(ResponseCode.SUCCESS, header);
    }

    public static RemotingCommand createResponseCommandWithHeader(int code, CommandHeader header) {
        RemotingCommand command = createResponseCommand(code, null);
        command.header = header;
        return command;
    }

    /** A command as it came from the wire; {@code body} (may be null) is owned by the command from now on. */
    public static RemotingCommand received(
            SerializeType type,
            int code,
            LanguageCode language,
            int version,
            int opaque,
            int flag,
            String remark,
            HeaderFields fields,
            ByteBuf body) {
        RemotingCommand command = new RemotingCommand();
        command.serializeType = type;
        command.code = code;
        command.language = language;
        command.version = version;
        command.opaque = opaque;
        command.flag = flag;
        command.remark = remark;
        command.receivedFields = fields;
        command.body = body;
        return command;
    }

    /**
     * The typed header.
     *
     * @throws RemotingCommandException when a required field is missing or malformed; the message names it
     */
    public <H extends CommandHeader> H decodeCommandCustomHeader(Class<H> type) throws RemotingCommandException {
        if (header != null && type.isInstance(header)) {
            return type.cast(header);
        }
        return HeaderCodecs.of(type).read(fields());
    }

    /** A cursor over the fields that came, or over those added. */
    private FieldReader fields() {
        if (extFields != null || receivedFields == null) {
            return HeaderFields.reader(getExtFields());
        }
        return receivedFields.reader();
    }

    public CommandHeader readCustomHeader() {
        return header;
    }

    public void writeCustomHeader(CommandHeader customHeader) {
        this.header = customHeader;
    }

    /** Every field of the header by name, as sent or to be sent: a map that may be changed. For hooks and rare fields. */
    @SuppressWarnings("NonApiType") // RocketMQ's signature, which hooks are written against
    public HashMap<String, String> getExtFields() {
        if (extFields == null) {
            extFields = receivedFields == null ? new HashMap<>() : receivedFields.toMap();
        }
        if (header != null) {
            HeaderFields.addTo(extFields, header);
        }
        return extFields;
    }

    /** Fields to be written beside the typed header, or null. */
    public Map<String, String> extraFields() {
        return extFields;
    }

    /** One field by name, null when absent. */
    public String getExtField(String name) {
        return extFields == null && receivedFields == null
                ? null
                : getExtFields().get(name);
    }

    public void addExtField(String name, String value) {
        if (extFields == null) {
            extFields = receivedFields == null ? new HashMap<>() : receivedFields.toMap();
        }
        extFields.put(name, value);
    }

    public void markOnewayRPC() {
        flag |= ONEWAY;
    }

    public boolean isOnewayRPC() {
        return (flag & ONEWAY) != 0;
    }

    public boolean isResponseType() {
        return (flag & RESPONSE) != 0;
    }

    /** Makes this the answer to a request: same opaque, same encoding, so that the peer can read it (docs/protocol/remoting.md 2). */
    public void answers(RemotingCommand request) {
        opaque = request.opaque;
        serializeType = request.serializeType;
        flag |= RESPONSE;
    }

    public int getCode() {
        return code;
    }

    public void setCode(int code) {
        this.code = code;
    }

    public LanguageCode getLanguage() {
        return language;
    }

    public void setLanguage(LanguageCode language) {
        this.language = language;
    }

    public int getVersion() {
        return version;
    }

    public void setVersion(int version) {
        this.version = version;
    }

    public int getOpaque() {
        return opaque;
    }

    public void setOpaque(int opaque) {
        this.opaque = opaque;
    }

    public int getFlag() {
        return flag;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    public SerializeType getSerializeTypeCurrentRPC() {
        return serializeType;
    }

    public void setSerializeTypeCurrentRPC(SerializeType type) {
        this.serializeType = type;
    }

    /** The body as an array, null when there is none. Copied out of the network buffer once. */
    public byte[] getBody() {
        if (bodyBytes == null && body != null) {
            bodyBytes = ByteBufUtil.getBytes(body);
        }
        return bodyBytes;
    }

    public void setBody(byte[] body) {
        this.bodyBytes = body != null && body.length == 0 ? null : body;
    }

    /** Gives the network buffer back; the array that {@link #getBody} made stays. */
    public void dropBuffer() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    /** The body without a copy, null when there is none; valid until {@link #release}. */
    public ByteBuf body() {
        if (body == null && bodyBytes != null) {
            body = Unpooled.wrappedBuffer(bodyBytes);
        }
        return body;
    }

    /** Takes over the buffer; {@code sent} (may be null) runs once when it is written or given up. */
    public void setBody(ByteBuf buffer, Runnable sent) {
        this.body = buffer;
        this.bodyBytes = null;
        this.bodySent = sent;
    }

    /** Hands the body over to the writer: this command has none any more. */
    public ByteBuf takeBody() {
        ByteBuf taken = body();
        body = null;
        bodyBytes = null;
        return taken;
    }

    /** What to run when the body has been written or given up; null when nothing. */
    public Runnable takeBodySent() {
        Runnable taken = bodySent;
        bodySent = null;
        return taken;
    }

    /** Gives the body up. May be called again. */
    public void release() {
        if (body != null) {
            body.release();
            body = null;
        }
        Runnable sent = takeBodySent();
        if (sent != null) {
            sent.run();
        }
    }

    @Override
    public String toString() {
        return "RemotingCommand [code=" + code + ", language=" + language + ", version=" + version + ", opaque="
                + opaque + ", flag=" + Integer.toBinaryString(flag) + ", remark=" + remark + ", header="
                + (header != null ? header : extFields) + "]";
    }
}
