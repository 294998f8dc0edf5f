package io.cometmq.common.compression;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The zlib format, from the JDK. */
public class ZlibCompressor implements Compressor {
    @Override
    public byte[] compress(byte[] source, int level) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream(source.length / 2 + 64);
        Deflater deflater = new Deflater(level);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(target, deflater)) {
            stream.write(source);
        } finally {
            deflater.end();
        }
        return target.toByteArray();
    }

    @Override
    public byte[] decompress(byte[] source) throws IOException {
        try (InflaterInputStream stream = new InflaterInputStream(new ByteArrayInputStream(source))) {
            return CompressorFactory.readAll(stream, source.length * 2);
        }
    }
}
