package io.cometmq.remoting.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConfigTest {
    @TempDir
    private Path directory;

    @Test
    void systemPropertiesPrevailOverTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("tls.properties"), """
                tls.server.mode=enforcing
                tls.test.mode.enable=false
                tls.server.need.client.auth=require
                tls.server.keyPath=/k
                tls.server.certPath=/c
                """);
        TlsConfig config =
                TlsConfig.load(Map.of("tls.config.file", file.toString(), "tls.server.mode", "disabled")::get);
        assertThat(config.serverMode()).isEqualTo(TlsMode.DISABLED);
        assertThat(config.testMode()).isFalse();
        assertThat(config.needClientAuth()).isEqualTo(TlsConfig.ClientCertificate.REQUIRE);
        assertThat(config.server().keyPath()).isEqualTo(Path.of("/k"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> TlsConfig.load(
                        Map.of("tls.config.file", directory.resolve("absent").toString())::get))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> TlsConfig.load(Map.of("tls.server.mode", "sometimes")::get))
                .hasMessageContaining("tls.server.mode = sometimes");
        assertThatThrownBy(() -> TlsConfig.load(Map.of("tls.test.mode.enable", "yes")::get))
                .hasMessageContaining("tls.test.mode.enable = yes");
        assertThatThrownBy(() -> TlsConfig.load(Map.of("tls.client.keyPath", "/k")::get))
                .hasMessageContaining("/k");
    }
}
