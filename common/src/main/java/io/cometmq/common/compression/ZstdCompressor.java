package io.cometmq.common.compression;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The Zstandard format. Needs zstd-jni on the class path. */
public class ZstdCompressor implements Compressor {
    @Override
    public byte[] compress(byte[] source, int level) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream(source.length / 2 + 64);
        try (ZstdOutputStream stream = new ZstdOutputStream(target, level)) {
            stream.write(source);
        }
        return target.toByteArray();
    }

    @Override
    public byte[] decompress(byte[] source) throws IOException {
        try (ZstdInputStream stream = new ZstdInputStream(new ByteArrayInputStream(source))) {
            return CompressorFactory.readAll(stream, source.length * 2);
        }
    }
}
