package io.cometmq.store.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Gives a sparse part of a file its disk blocks by writing back what is read from it. Stateless. */
final class SparseParts {
    private static final int PIECE_BYTES = 1 << 18;

    private SparseParts() {}

    static void complete(Path path, long from, long to) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = from; at < to; at += PIECE_BYTES) {
                piece.clear().limit((int) Math.min(PIECE_BYTES, to - at));
                int n = 0;
                while (piece.hasRemaining() && n >= 0) {
                    n = channel.read(piece, at + piece.position());
                }
                piece.flip();
                while (piece.hasRemaining()) {
                    channel.write(piece, at + piece.position());
                }
            }
        }
    }
}
