package io.cometmq.common.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.sysflag.MessageSysFlag;
import java.nio.ByteBuffer;
import java.util.List;

/** The body of a batch: entries one after the other (docs/protocol/message-formats.md 6). */
final class BatchCodec {
    /** Total size, magic, body CRC, flag, body length, properties length. */
    private static final int FIXED_SIZE = 4 + 4 + 4 + 4 + 4 + 2;

    private static final int MAX_PROPERTIES_BYTES = Short.MAX_VALUE;

    private BatchCodec() {}

    static byte[] encode(List<Message> messages) {
        byte[][] properties = new byte[messages.size()][];
        int size = 0;
        for (int i = 0; i < properties.length; i++) {
            properties[i] = properties(messages.get(i));
            size = Math.addExact(size, FIXED_SIZE + messages.get(i).getBody().length + properties[i].length);
        }
        ByteBuffer batch = ByteBuffer.allocate(size);
        for (int i = 0; i < properties.length; i++) {
            Message message = messages.get(i);
            byte[] body = message.getBody();
            batch.putInt(FIXED_SIZE + body.length + properties[i].length);
            batch.putInt(0).putInt(0).putInt(message.getFlag());
            batch.putInt(body.length).put(body);
            batch.putShort((short) properties[i].length).put(properties[i]);
        }
        return batch.array();
    }

    private static byte[] properties(Message message) {
        byte[] properties = PropertiesCodec.format(message.getProperties()).getBytes(UTF_8);
        if (properties.length > MAX_PROPERTIES_BYTES) {
            throw new IllegalArgumentException("the properties of a message take " + properties.length + " bytes, "
                    + MAX_PROPERTIES_BYTES + " are allowed");
        }
        return properties;
    }

    static <M extends Message> M decode(ByteBuffer batch, M message) {
        int size = entrySize(batch);
        ByteBuffer entry = batch.slice(batch.position(), size);
        batch.position(batch.position() + size);
        entry.position(12);
        message.setFlag(entry.getInt());
        message.setBody(bytes(entry, entry.getInt()));
        message.setProperties(PropertiesCodec.parse(new String(bytes(entry, entry.getShort() & 0xFFFF), UTF_8)));
        return message;
    }

    private static int entrySize(ByteBuffer batch) {
        int size = batch.remaining() < Integer.BYTES ? batch.remaining() : batch.getInt(batch.position());
        if (size < FIXED_SIZE || size > batch.remaining()) {
            throw new IllegalArgumentException("An entry of the batch claims " + size + " bytes, there are "
                    + batch.remaining() + " left and it needs at least " + FIXED_SIZE);
        }
        return size;
    }

    private static byte[] bytes(ByteBuffer entry, int length) {
        if (length < 0 || length > entry.remaining()) {
            throw new IllegalArgumentException(
                    "A field of a batch entry claims " + length + " bytes, there are " + entry.remaining() + " left");
        }
        byte[] bytes = new byte[length];
        entry.get(bytes);
        return bytes;
    }

    static int count(ByteBuffer batch) {
        int count = 0;
        while (batch.hasRemaining()) {
            batch.position(batch.position() + entrySize(batch));
            count++;
        }
        return count;
    }

    /** The messages of an inner batch: each has the batch's place and times, and the next queue offset. */
    static void unwrap(MessageExt innerBatch, List<MessageExt> target) {
        ByteBuffer batch = ByteBuffer.wrap(innerBatch.getBody());
        int sysFlag = innerBatch.getSysFlag() & ~(MessageSysFlag.NEED_UNWRAP_FLAG | MessageSysFlag.INNER_BATCH_FLAG);
        long queueOffset = innerBatch.getQueueOffset();
        while (batch.hasRemaining()) {
            MessageClientExt message = decode(batch, new MessageClientExt());
            message.setTopic(innerBatch.getTopic());
            message.setBrokerName(innerBatch.getBrokerName());
            message.setQueueId(innerBatch.getQueueId());
            message.setQueueOffset(queueOffset++);
            message.setSysFlag(sysFlag);
            message.setBornTimestamp(innerBatch.getBornTimestamp());
            message.setBornHost(innerBatch.getBornHost());
            message.setStoreTimestamp(innerBatch.getStoreTimestamp());
            message.setStoreHost(innerBatch.getStoreHost());
            message.setCommitLogOffset(innerBatch.getCommitLogOffset());
            message.setReconsumeTimes(innerBatch.getReconsumeTimes());
            message.setPreparedTransactionOffset(innerBatch.getPreparedTransactionOffset());
            message.setOffsetMsgId(
                    innerBatch instanceof MessageClientExt client ? client.getOffsetMsgId() : innerBatch.getMsgId());
            target.add(message);
        }
    }
}
