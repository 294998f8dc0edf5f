package io.cometmq.common.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives the compressor of a type. */
public final class CompressorFactory {
    /** A body that grows beyond this is refused: it was made to exhaust the reader's memory. */
    public static final int MAX_DECOMPRESSED_BYTES = 256 * 1024 * 1024;

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final boolean LZ4_PRESENT = isPresent("net.jpountz.lz4.LZ4FrameOutputStream");
    private static final boolean ZSTD_PRESENT = isPresent("com.github.luben.zstd.ZstdOutputStream");

    private CompressorFactory() {}

    /**
     * The compressor of that type.
     *
     * @throws UnsupportedOperationException when the jar it needs is not on the class path; the text names it
     */
    public static Compressor getCompressor(CompressionType type) {
        return switch (type) {
            case ZLIB -> Zlib.INSTANCE;
            case LZ4 -> {
                require(LZ4_PRESENT, "LZ4", "at.yawk.lz4:lz4-java");
                yield Lz4.INSTANCE;
            }
            case ZSTD -> {
                require(ZSTD_PRESENT, "Zstandard", "com.github.luben:zstd-jni");
                yield Zstd.INSTANCE;
            }
        };
    }

    /** Reads everything the stream has, up to the limit. */
    static byte[] readAll(InputStream stream, int sizeHint) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream(Math.max(sizeHint, 32));
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
            if (target.size() + count > MAX_DECOMPRESSED_BYTES) {
                throw new IOException("The body decompresses to more than " + MAX_DECOMPRESSED_BYTES + " bytes");
            }
            target.write(chunk, 0, count);
        }
        return target.toByteArray();
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, CompressorFactory.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void require(boolean present, String algorithm, String artifact) {
        if (!present) {
            throw new UnsupportedOperationException(
                    algorithm + " compression needs the jar of " + artifact + " on the class path");
        }
    }

    // Each holder is loaded at its first use only, so that the optional jars may be absent.

    private static final class Zlib {
        static final Compressor INSTANCE = new ZlibCompressor();
    }

    private static final class Lz4 {
        static final Compressor INSTANCE = new Lz4Compressor();
    }

    private static final class Zstd {
        static final Compressor INSTANCE = new ZstdCompressor();
    }
}
