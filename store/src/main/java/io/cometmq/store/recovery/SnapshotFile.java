package io.cometmq.store.recovery;

import io.cometmq.store.queue.QueueState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a {@link StoreSnapshot}: 8 bytes magic and version, 8 bytes CRC-32 of the rest, then the fields in their order,
 * big-endian. Stateless.
 */
final class SnapshotFile {
    private static final Logger log = LoggerFactory.getLogger(SnapshotFile.class);
    private static final long MAGIC = 0x434D_5153_4E41_0001L;
    private static final int HEADER_SIZE = 16;

    private SnapshotFile() {}

    static void write(Path file, StoreSnapshot snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[HEADER_SIZE]);
        out.writeUTF(snapshot.bootId());
        out.writeBoolean(snapshot.forced());
        out.writeLong(snapshot.position());
        out.writeLong(snapshot.lastRecord());
        out.writeLong(snapshot.lastTimestamp());
        out.writeInt(snapshot.unitsPerFile());
        out.writeInt(snapshot.indexFiles().size());
        for (Map.Entry<String, Integer> index : snapshot.indexFiles().entrySet()) {
            out.writeUTF(index.getKey());
            out.writeInt(index.getValue());
        }
        out.writeInt(snapshot.queues().size());
        for (QueueState queue : snapshot.queues()) {
            writeQueue(out, queue);
        }
        byte[] content = bytes.toByteArray();
        ByteBuffer.wrap(content).putLong(MAGIC).putLong(crc(content));
        ForcedFile.replace(file, content);
    }

    private static void writeQueue(DataOutputStream out, QueueState queue) throws IOException {
        out.writeUTF(queue.topic());
        out.writeInt(queue.queueId());
        out.writeLong(queue.firstFileOffset());
        out.writeLong(queue.persistedOffset());
        writeBytes(out, queue.tail());
        out.writeLong(queue.extensionStart());
        writeBytes(out, queue.extensionTail());
    }

    private static void writeBytes(DataOutputStream out, ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        out.writeInt(copy.length);
        out.write(copy);
    }

    /** Null when there is no file, or none that can be trusted. */
    static StoreSnapshot read(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            ByteBuffer header = ByteBuffer.wrap(content);
            if (content.length < HEADER_SIZE || header.getLong() != MAGIC || header.getLong() != crc(content)) {
                log.warn("the snapshot {} is damaged and not used", file);
                return null;
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            in.skipBytes(HEADER_SIZE);
            return read(in);
        } catch (IOException | RuntimeException e) {
            log.warn("the snapshot {} cannot be read and is not used: {}", file, e.toString());
            return null;
        }
    }

    private static StoreSnapshot read(DataInputStream in) throws IOException {
        String bootId = in.readUTF();
        boolean forced = in.readBoolean();
        long position = in.readLong();
        long lastRecord = in.readLong();
        long lastTimestamp = in.readLong();
        int unitsPerFile = in.readInt();
        Map<String, Integer> indexFiles = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            indexFiles.put(in.readUTF(), in.readInt());
        }
        int count = in.readInt();
        List<QueueState> queues = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            queues.add(new QueueState(
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    ByteBuffer.wrap(in.readNBytes(in.readInt())),
                    in.readLong(),
                    ByteBuffer.wrap(in.readNBytes(in.readInt()))));
        }
        return new StoreSnapshot(bootId, forced, position, lastRecord, lastTimestamp, unitsPerFile, indexFiles, queues);
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content, HEADER_SIZE, content.length - HEADER_SIZE);
        return crc.getValue();
    }
}
