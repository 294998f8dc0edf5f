package io.cometmq.common.compression;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** The LZ4 frame format; it has one effort only, the level does not matter. Needs lz4-java on the class path. */
public class Lz4Compressor implements Compressor {
    @Override
    public byte[] compress(byte[] source, int level) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream(source.length / 2 + 64);
        try (LZ4FrameOutputStream stream = new LZ4FrameOutputStream(target)) {
            stream.write(source);
        }
        return target.toByteArray();
    }

    @Override
    public byte[] decompress(byte[] source) throws IOException {
        try (LZ4FrameInputStream stream = new LZ4FrameInputStream(new ByteArrayInputStream(source))) {
            return CompressorFactory.readAll(stream, source.length * 2);
        }
    }
}
