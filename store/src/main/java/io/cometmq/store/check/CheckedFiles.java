package io.cometmq.store.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Reads what is checked. Stateless. */
final class CheckedFiles {
    private CheckedFiles() {}

    /** What a directory holds, by name; nothing when it is none. */
    static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    static ByteBuffer read(Path file) throws IOException {
        return read(file, 0, (int) Math.min(Integer.MAX_VALUE - 8, Files.size(file)));
    }

    /** As much of it as there is. */
    static ByteBuffer read(Path file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int n = 0;
            while (bytes.hasRemaining() && n >= 0) {
                n = channel.read(bytes, position + bytes.position());
            }
        }
        return bytes.flip();
    }
}
