package io.cometmq.common.compression;

import java.io.IOException;

/** Compresses and decompresses whole bodies. Safe for use by many threads. */
public interface Compressor {
    /**
     * Compresses a body.
     *
     * @param level effort, 1 to 9; the scale is the algorithm's own
     */
    byte[] compress(byte[] source, int level) throws IOException;

    /**
     * Decompresses a body.
     *
     * @throws IOException when the bytes are not what this algorithm writes, or grow beyond
     *     {@link CompressorFactory#MAX_DECOMPRESSED_BYTES}
     */
    byte[] decompress(byte[] source) throws IOException;
}
