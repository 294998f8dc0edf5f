package io.cometmq.tools.quickstart;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The lines of some files, one after the other, as bytes with their line ends: put together again they are the files. A line that is longer
 * than a message should be comes in pieces. For one thread.
 */
final class LineReader implements Closeable {
    /** A quarter of what a broker accepts. */
    static final int MAX_PIECE_BYTES = 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Iterator<Path> files;
    private InputStream in = InputStream.nullInputStream();

    LineReader(List<Path> files) {
        this.files = files.iterator();
    }

    /** The next line, never empty; null at the end of the last file. */
    byte[] next() throws IOException {
        while (true) {
            byte[] line = line();
            if (line.length > 0) {
                return line;
            }
            in.close();
            if (!files.hasNext()) {
                return null;
            }
            in = new BufferedInputStream(Files.newInputStream(files.next()), BUFFER_BYTES);
        }
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while (line.size() < MAX_PIECE_BYTES && (next = in.read()) >= 0) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
