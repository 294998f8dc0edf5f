package io.cometmq.common.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressorFactoryTest {
    private static final String HELLOS = "hello hello hello hello hello hello hello";

    @ParameterizedTest
    @EnumSource
    void readsWhatTheOfficialClientWrites(CompressionType type) throws IOException {
        String name = "/record/body." + type.name().toLowerCase(Locale.ROOT);
        try (InputStream stream = getClass().getResourceAsStream(name)) {
            byte[] official = stream.readAllBytes();
            assertThat(CompressorFactory.getCompressor(type).decompress(official))
                    .asString(UTF_8)
                    .isEqualTo(HELLOS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void roundTrips(CompressionType type) throws IOException {
        Compressor compressor = CompressorFactory.getCompressor(type);
        byte[] body = HELLOS.repeat(10_000).getBytes(UTF_8);
        byte[] compressed = compressor.compress(body, 5);
        assertThat(compressed).hasSizeLessThan(body.length / 10);
        assertThat(compressor.decompress(compressed)).isEqualTo(body);
        assertThat(compressor.decompress(compressor.compress(new byte[0], 5))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotCompressed(CompressionType type) {
        byte[] plain = HELLOS.getBytes(UTF_8);
        assertThatThrownBy(() -> CompressorFactory.getCompressor(type).decompress(plain))
                .isInstanceOf(IOException.class);
    }

    @Test
    void stopsAtTheLimit() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
        assertThatThrownBy(() -> CompressorFactory.readAll(endless, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(String.valueOf(CompressorFactory.MAX_DECOMPRESSED_BYTES));
    }

    @ParameterizedTest
    @CsvSource({"LZ4, at.yawk.lz4:lz4-java", "ZSTD, com.github.luben:zstd-jni"})
    void namesTheMissingJar(String type, String artifact) throws Exception {
        URL classes =
                CompressorFactory.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader bare = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> types = bare.loadClass(CompressionType.class.getName());
            Method factory = bare.loadClass(CompressorFactory.class.getName()).getMethod("getCompressor", types);
            Method of = types.getMethod("of", String.class);
            assertThat(factory.invoke(null, of.invoke(null, "zlib"))).isNotNull();
            assertThatThrownBy(() -> factory.invoke(null, of.invoke(null, type)))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(artifact);
        }
    }

    @Test
    void findsTypes() {
        assertThat(CompressionType.of(" zlib ")).isEqualTo(CompressionType.ZLIB);
        assertThat(CompressionType.findByValue(0)).isEqualTo(CompressionType.ZLIB);
        assertThat(CompressionType.LZ4.getCompressionFlag()).isEqualTo(0x100);
        assertThatThrownBy(() -> CompressionType.of("x"))
                .hasMessageContaining("x")
                .hasMessageContaining("ZSTD");
        assertThatThrownBy(() -> CompressionType.findByValue(4)).isInstanceOf(IllegalArgumentException.class);
    }
}
