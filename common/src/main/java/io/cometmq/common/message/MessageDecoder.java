package io.cometmq.common.message;

import io.cometmq.common.sysflag.MessageSysFlag;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Records, batches, properties and ids between bytes and objects (docs/protocol/message-formats.md). Stateless. */
public final class MessageDecoder {
    public static final Charset CHARSET_UTF8 = StandardCharsets.UTF_8;

    public static final int MESSAGE_MAGIC_CODE_POSITION = 4;
    public static final int MESSAGE_FLAG_POSITION = 16;
    public static final int QUEUE_OFFSET_POSITION = 20;
    public static final int MESSAGE_PHYSIC_OFFSET_POSITION = 28;
    public static final int PHY_POS_POSITION = 28;
    public static final int SYSFLAG_POSITION = 36;

    /** Position in a record whose born host is an IPv4 address; 12 more when it is an IPv6 address. */
    public static final int MESSAGE_STORE_TIMESTAMP_POSITION = 56;

    public static final int MESSAGE_MAGIC_CODE = 0xDAA320A7;
    public static final int MESSAGE_MAGIC_CODE_V2 = 0xDAA320AB;
    public static final int BLANK_MAGIC_CODE = 0xCBD43194;

    public static final char NAME_VALUE_SEPARATOR = 1;
    public static final char PROPERTY_SEPARATOR = 2;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int IPV4_ID_LENGTH = 2 * (HostBytes.IPV4_SIZE + Long.BYTES);
    private static final int IPV6_ID_LENGTH = 2 * (HostBytes.IPV6_SIZE + Long.BYTES);

    private MessageDecoder() {}

    /** The offset message id of a record (docs/protocol/message-formats.md 5). */
    public static String createMessageId(SocketAddress storeHost, long physicalOffset) {
        InetSocketAddress host = (InetSocketAddress) storeHost;
        ByteBuffer id = ByteBuffer.allocate(HostBytes.size(host) + Long.BYTES);
        HostBytes.put(host, id);
        return HEX.formatHex(id.putLong(physicalOffset).array());
    }

    /**
     * As {@link #createMessageId(SocketAddress, long)}, from the host's bytes.
     *
     * @param input a buffer for the id's bytes, 16 or 28 of them
     */
    public static String createMessageId(ByteBuffer input, ByteBuffer storeHost, long physicalOffset) {
        input.clear().limit(storeHost.remaining() + Long.BYTES);
        byte[] id = new byte[input.limit()];
        input.put(storeHost).putLong(physicalOffset).flip().get(id);
        return HEX.formatHex(id);
    }

    /**
     * Reads an offset message id.
     *
     * @throws IllegalArgumentException when the text is not one
     */
    public static MessageId decodeMessageId(String messageId) throws UnknownHostException {
        if (messageId.length() != IPV4_ID_LENGTH && messageId.length() != IPV6_ID_LENGTH) {
            throw new IllegalArgumentException("not an offset message id, its length is neither " + IPV4_ID_LENGTH
                    + " nor " + IPV6_ID_LENGTH + ": " + messageId);
        }
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(messageId));
        InetSocketAddress address = HostBytes.get(bytes, messageId.length() == IPV6_ID_LENGTH);
        return new MessageId(address, bytes.getLong());
    }

    /** The properties of the record that starts at position 0 of the buffer; null when it is not a record. */
    public static Map<String, String> decodeProperties(ByteBuffer record) {
        MessageExt message = decode(record.duplicate().rewind(), false, false);
        return message == null ? null : message.getProperties();
    }

    /** As {@link #decode(ByteBuffer, boolean, boolean, boolean)}: with its body, decompressed. */
    public static MessageExt decode(ByteBuffer buffer) {
        return decode(buffer, true, true, false);
    }

    public static MessageExt decode(ByteBuffer buffer, boolean readBody) {
        return decode(buffer, readBody, true, false);
    }

    public static MessageExt decode(ByteBuffer buffer, boolean readBody, boolean decompressBody) {
        return decode(buffer, readBody, decompressBody, false);
    }

    /** As {@link #decode(ByteBuffer, boolean, boolean, boolean)}, for a consumer. */
    public static MessageExt clientDecode(ByteBuffer buffer, boolean readBody) {
        return decode(buffer, readBody, true, true);
    }

    /**
     * Reads the record at the buffer's position and moves past it.
     *
     * @param client whether a {@link MessageClientExt} is wanted
     * @return null when there is no whole, valid record; the buffer is at its end then
     */
    public static MessageExt decode(ByteBuffer buffer, boolean readBody, boolean decompressBody, boolean client) {
        return RecordCodec.decode(buffer, readBody, decompressBody, client ? new MessageClientExt() : new MessageExt());
    }

    /** All records of the buffer; one that does not parse ends the list (docs/protocol/message-formats.md 2). */
    public static List<MessageExt> decodes(ByteBuffer buffer) {
        return decodes(buffer, true);
    }

    public static List<MessageExt> decodes(ByteBuffer buffer, boolean readBody) {
        List<MessageExt> messages = new ArrayList<>();
        while (buffer.hasRemaining()) {
            MessageExt message = clientDecode(buffer, readBody);
            if (message == null) {
                break;
            }
            messages.add(message);
        }
        return messages;
    }

    /** As {@link #decodes(ByteBuffer)}, with inner batches taken apart. */
    public static List<MessageExt> decodesBatch(
            ByteBuffer buffer, boolean readBody, boolean decompressBody, boolean client) {
        List<MessageExt> messages = new ArrayList<>();
        while (buffer.hasRemaining()) {
            MessageExt message = decode(buffer, readBody, decompressBody, client);
            if (message == null) {
                break;
            }
            if (MessageSysFlag.check(message.getSysFlag(), MessageSysFlag.INNER_BATCH_FLAG) && readBody) {
                decodeMessage(message, messages);
            } else {
                messages.add(message);
            }
        }
        return messages;
    }

    /**
     * The message as a record of version 1, or 2 when its topic is longer than 127 bytes.
     *
     * @param needCompress whether a body marked as compressed has still to be compressed
     */
    public static byte[] encode(MessageExt message, boolean needCompress) throws IOException {
        return RecordCodec.encode(message, needCompress);
    }

    /** Properties as text (docs/protocol/message-formats.md 4). */
    public static String messageProperties2String(Map<String, String> properties) {
        return PropertiesCodec.format(properties);
    }

    /** Properties from text; never null. */
    public static Map<String, String> string2messageProperties(String properties) {
        return PropertiesCodec.parse(properties);
    }

    /** One entry of a batch (docs/protocol/message-formats.md 6). */
    public static byte[] encodeMessage(Message message) {
        return BatchCodec.encode(List.of(message));
    }

    public static byte[] encodeMessages(List<Message> messages) {
        return BatchCodec.encode(messages);
    }

    /**
     * Reads one entry of a batch at the buffer's position.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static Message decodeMessage(ByteBuffer buffer) {
        return BatchCodec.decode(buffer, new Message());
    }

    /**
     * Reads all entries of a batch.
     *
     * @throws IllegalArgumentException when one is malformed
     */
    public static List<Message> decodeMessages(ByteBuffer buffer) {
        List<Message> messages = new ArrayList<>();
        while (buffer.hasRemaining()) {
            messages.add(decodeMessage(buffer));
        }
        return messages;
    }

    /**
     * Takes an inner batch apart: adds its messages to the list.
     *
     * @throws IllegalArgumentException when one is malformed
     */
    public static void decodeMessage(MessageExt innerBatch, List<MessageExt> target) {
        BatchCodec.unwrap(innerBatch, target);
    }

    /** Number of entries in a batch; the buffer's position stays. */
    public static int countInnerMsgNum(ByteBuffer batch) {
        return BatchCodec.count(batch.duplicate());
    }
}
