package io.cometmq.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Ways in which a file comes to harm. */
enum Damage {
    MISSING {
        @Override
        void apply(RandomAccessFile file, long at, Random random) {
            throw new UnsupportedOperationException("there is nothing to be changed");
        }
    },
    TRUNCATED {
        @Override
        void apply(RandomAccessFile file, long at, Random random) throws IOException {
            file.setLength(at);
        }
    },
    /** The tail was never written. */
    TORN {
        @Override
        void apply(RandomAccessFile file, long at, Random random) throws IOException {
            long length = file.length();
            file.setLength(at);
            file.setLength(length);
        }
    },
    BIT_FLIPPED {
        @Override
        void apply(RandomAccessFile file, long at, Random random) throws IOException {
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old ^ 1 << random.nextInt(8));
        }
    },
    ZERO_BLOCK {
        @Override
        void apply(RandomAccessFile file, long at, Random random) throws IOException {
            overwrite(file, at, new byte[BLOCK]);
        }
    },
    GARBAGE_BLOCK {
        @Override
        void apply(RandomAccessFile file, long at, Random random) throws IOException {
            byte[] garbage = new byte[BLOCK];
            random.nextBytes(garbage);
            overwrite(file, at, garbage);
        }
    },
    /** A block of the same file was written in the wrong place. */
    MISPLACED_BLOCK {
        @Override
        void apply(RandomAccessFile file, long at, Random random) throws IOException {
            byte[] block = new byte[BLOCK];
            file.seek((long) (random.nextDouble() * file.length()) / BLOCK * BLOCK);
            int length = file.read(block);
            overwrite(file, at, Arrays.copyOf(block, Math.max(0, length)));
        }
    };

    private static final int BLOCK = 512;

    abstract void apply(RandomAccessFile file, long at, Random random) throws IOException;

    private static void overwrite(RandomAccessFile file, long at, byte[] bytes) throws IOException {
        long start = at / BLOCK * BLOCK;
        file.seek(start);
        file.write(bytes, 0, (int) Math.min(bytes.length, file.length() - start));
    }

    /**
     * Does it, at a random place.
     *
     * @return the position in the file below which nothing has changed
     */
    long applyTo(Path path, Random random) throws IOException {
        if (this == MISSING) {
            Files.delete(path);
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            if (file.length() == 0) {
                return 0;
            }
            long at = (long) (random.nextDouble() * file.length());
            apply(file, at, random);
            return at / BLOCK * BLOCK;
        }
    }
}
