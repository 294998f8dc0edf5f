package io.cometmq.common.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.compression.CompressionType;
import io.cometmq.common.compression.CompressorFactory;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.sysflag.MessageSysFlag;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32;
import org.slf4j.LoggerFactory;

/**
 * The commit log record between bytes and a message (docs/protocol/message-formats.md 1). Reading does not check the body's
 * CRC: brokers and proxies of the family hand out rebuilt records in which it is 0, and their clients take them.
 */
final class RecordCodec {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(RecordCodec.class), Duration.ofSeconds(10));
    private static final int COMPRESSION_LEVEL = 5;
    private static final int MAX_V1_TOPIC_BYTES = 127;
    private static final int MAX_PROPERTIES_BYTES = Short.MAX_VALUE;

    /** Everything but hosts, topic length, topic, body and properties. */
    private static final int FIXED_SIZE = 4 + 4 + 4 + 4 + 4 + 8 + 8 + 4 + 8 + 8 + 4 + 8 + 4 + 2;

    private RecordCodec() {}

    /** Reads the record at the buffer's position into the message; null, with the buffer at its end, when there is none. */
    static MessageExt decode(ByteBuffer buffer, boolean readBody, boolean decompress, MessageExt message) {
        int start = buffer.position();
        try {
            int size = buffer.getInt(start);
            if (size < FIXED_SIZE || size > buffer.remaining()) {
                return refuse(buffer, start, "its size is " + size + ", there are " + buffer.remaining() + " bytes");
            }
            ByteBuffer record = buffer.slice(start, size);
            read(record, readBody, decompress, message);
            buffer.position(start + size);
            return message;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return refuse(buffer, start, "a length in it passes its end");
        } catch (IllegalArgumentException | IOException e) {
            return refuse(buffer, start, e.getMessage());
        }
    }

    private static MessageExt refuse(ByteBuffer buffer, int position, String reason) {
        LOG.warn("No message at byte {} of {}: {}", position, buffer.limit(), reason);
        buffer.position(buffer.limit());
        return null;
    }

    private static void read(ByteBuffer record, boolean readBody, boolean decompress, MessageExt message)
            throws IOException {
        message.setStoreSize(record.getInt());
        MessageVersion version = MessageVersion.valueOfMagicCode(record.getInt());
        message.setBodyCRC(record.getInt());
        message.setQueueId(record.getInt());
        message.setFlag(record.getInt());
        message.setQueueOffset(record.getLong());
        message.setCommitLogOffset(record.getLong());
        int sysFlag = record.getInt();
        message.setSysFlag(sysFlag);
        message.setBornTimestamp(record.getLong());
        message.setBornHost(HostBytes.get(record, MessageSysFlag.check(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG)));
        message.setStoreTimestamp(record.getLong());
        InetSocketAddress storeHost =
                HostBytes.get(record, MessageSysFlag.check(sysFlag, MessageSysFlag.STOREHOSTADDRESS_V6_FLAG));
        message.setStoreHost(storeHost);
        message.setReconsumeTimes(record.getInt());
        message.setPreparedTransactionOffset(record.getLong());
        readBody(record, readBody, decompress, message);
        message.setTopic(text(record, version.getTopicLength(record)));
        message.setProperties(PropertiesCodec.parse(text(record, record.getShort() & 0xFFFF)));
        setId(message, storeHost);
    }

    private static void readBody(ByteBuffer record, boolean wanted, boolean decompress, MessageExt message)
            throws IOException {
        int length = record.getInt();
        if (length < 0 || length > record.remaining()) {
            throw new IllegalArgumentException("its body length is " + length);
        }
        if (!wanted || length == 0) {
            record.position(record.position() + length);
            return;
        }
        byte[] body = new byte[length];
        record.get(body);
        int sysFlag = message.getSysFlag();
        if (decompress && MessageSysFlag.check(sysFlag, MessageSysFlag.COMPRESSED_FLAG)) {
            message.setBody(CompressorFactory.getCompressor(MessageSysFlag.getCompressionType(sysFlag))
                    .decompress(body));
            // As with RocketMQ's client: the flag says what the body is now, the type's bits what it was.
            message.setSysFlag(MessageSysFlag.clearCompressedFlag(sysFlag));
        } else {
            message.setBody(body);
        }
    }

    private static void setId(MessageExt message, InetSocketAddress storeHost) {
        String id = MessageDecoder.createMessageId(storeHost, message.getCommitLogOffset());
        if (message instanceof MessageClientExt clientMessage) {
            clientMessage.setOffsetMsgId(id);
        } else {
            message.setMsgId(id);
        }
    }

    private static String text(ByteBuffer record, int length) {
        byte[] bytes = new byte[length];
        record.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static int crc32(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) crc.getValue() & Integer.MAX_VALUE;
    }

    static byte[] encode(MessageExt message, boolean needCompress) throws IOException {
        byte[] topic = message.getTopic().getBytes(UTF_8);
        byte[] properties = PropertiesCodec.format(message.getProperties()).getBytes(UTF_8);
        if (properties.length > MAX_PROPERTIES_BYTES) {
            throw new IllegalArgumentException("the properties of a message of topic " + message.getTopic() + " take "
                    + properties.length + " bytes, " + MAX_PROPERTIES_BYTES + " are allowed");
        }
        byte[] body = body(message, needCompress);
        InetSocketAddress bornHost = (InetSocketAddress) message.getBornHost();
        InetSocketAddress storeHost = (InetSocketAddress) message.getStoreHost();
        MessageVersion version = topic.length > MAX_V1_TOPIC_BYTES
                ? MessageVersion.MESSAGE_VERSION_V2
                : MessageVersion.MESSAGE_VERSION_V1;
        int size = FIXED_SIZE
                + HostBytes.size(bornHost)
                + HostBytes.size(storeHost)
                + body.length
                + version.getTopicLengthSize()
                + topic.length
                + properties.length;
        ByteBuffer record = ByteBuffer.allocate(size);
        record.putInt(size).putInt(version.getMagicCode()).putInt(crc32(body));
        record.putInt(message.getQueueId()).putInt(message.getFlag()).putLong(message.getQueueOffset());
        record.putLong(message.getCommitLogOffset()).putInt(sysFlag(message, bornHost, storeHost));
        record.putLong(message.getBornTimestamp());
        HostBytes.put(bornHost, record);
        record.putLong(message.getStoreTimestamp());
        HostBytes.put(storeHost, record);
        record.putInt(message.getReconsumeTimes()).putLong(message.getPreparedTransactionOffset());
        record.putInt(body.length).put(body);
        version.putTopicLength(record, topic.length);
        record.put(topic).putShort((short) properties.length).put(properties);
        return record.array();
    }

    private static byte[] body(MessageExt message, boolean needCompress) throws IOException {
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
        int sysFlag = message.getSysFlag();
        if (!needCompress || !MessageSysFlag.check(sysFlag, MessageSysFlag.COMPRESSED_FLAG)) {
            return body;
        }
        CompressionType type = MessageSysFlag.getCompressionType(sysFlag);
        return CompressorFactory.getCompressor(type).compress(body, COMPRESSION_LEVEL);
    }

    /** The flag's host bits must say what the hosts are, or nobody can read the record. */
    private static int sysFlag(MessageExt message, InetSocketAddress bornHost, InetSocketAddress storeHost) {
        int flag = message.getSysFlag() & ~(MessageSysFlag.BORNHOST_V6_FLAG | MessageSysFlag.STOREHOSTADDRESS_V6_FLAG);
        flag |= HostBytes.size(bornHost) == HostBytes.IPV6_SIZE ? MessageSysFlag.BORNHOST_V6_FLAG : 0;
        flag |= HostBytes.size(storeHost) == HostBytes.IPV6_SIZE ? MessageSysFlag.STOREHOSTADDRESS_V6_FLAG : 0;
        return flag;
    }
}
