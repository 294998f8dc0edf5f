package io.cometmq.store.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cometmq.store.log.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Makes a log walkable again without touching its good records. A damaged stretch is kept aside; in its place comes a record of the same
 * length that no queue shows (a prepared transaction of nobody), or the mark that closes a file, so that readers of either make pass over
 * it. One thread.
 */
final class LogRepair {
    private static final String TOPIC = "DAMAGED";
    private static final int HOST_BYTES = 8;

    /** A prepared transaction: neither queued nor, without keys, indexed. */
    private static final int PREPARED = 0x4;

    private final Aside aside;

    LogRepair(Aside aside) {
        this.aside = aside;
    }

    void repair(List<LogDamage> damages) throws IOException {
        for (LogDamage damage : damages) {
            if (damage.from() < Files.size(damage.file())) {
                keep(damage);
            }
            try (FileChannel channel = FileChannel.open(damage.file(), StandardOpenOption.WRITE)) {
                ByteBuffer filler = damage.to() < damage.fileSize() ? record(damage) : endOfFile(damage);
                long position = damage.from();
                while (filler.hasRemaining()) {
                    position += channel.write(filler, position);
                }
                channel.force(true);
            }
            aside.tell(damage.file(), "bytes " + damage.from() + " to " + damage.to() + " are passed over");
        }
    }

    private void keep(LogDamage damage) throws IOException {
        Path copy = aside.place(damage.file().getFileName() + "@" + damage.from());
        long end = Math.min(damage.to(), Files.size(damage.file()));
        try (FileChannel from = FileChannel.open(damage.file(), StandardOpenOption.READ);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long at = damage.from();
            while (at < end) {
                at += from.transferTo(at, end - at, to);
            }
            to.force(true);
        }
    }

    private static ByteBuffer endOfFile(LogDamage damage) {
        return ByteBuffer.allocate(RecordLayout.BLANK_SIZE)
                .putInt(damage.fileSize() - damage.from())
                .putInt(RecordLayout.MAGIC_BLANK)
                .flip();
    }

    /** docs/protocol/message-formats.md 1.1; no record is smaller than this one can be, because its topic may have one character. */
    private static ByteBuffer record(LogDamage damage) {
        int size = damage.to() - damage.from();
        int fixed = RecordLayout.minimumSize();
        byte[] topic = TOPIC.substring(0, Math.min(TOPIC.length(), Math.max(1, size - fixed)))
                .getBytes(US_ASCII);
        byte[] body = new byte[size - fixed - topic.length];
        CRC32 crc = new CRC32();
        crc.update(body);
        ByteBuffer record = ByteBuffer.allocate(size);
        record.putInt(size).putInt(RecordLayout.MAGIC_V1).putInt((int) crc.getValue() & 0x7FFFFFFF);
        record.putInt(0).putInt(0).putLong(0);
        record.putLong(damage.fileStart() + damage.from());
        record.putInt(PREPARED).putLong(0).put(new byte[HOST_BYTES]);
        record.putLong(0).put(new byte[HOST_BYTES]);
        record.putInt(0).putLong(0);
        record.putInt(body.length).put(body);
        record.put((byte) topic.length).put(topic).putShort((short) 0);
        return record.flip();
    }
}
