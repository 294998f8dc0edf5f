package io.cometmq.namesrv.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.process.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesrvStartupTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final NamesrvStartup startup =
            new NamesrvStartup(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    @TempDir
    private Path directory;

    private String settings(int port, String... lines) throws IOException {
        Path file = directory.resolve("namesrv.conf");
        Files.writeString(
                file,
                "listenPort = " + port + "\nbindAddress=127.0.0.1\nkvConfigPath=" + directory.resolve("kv.json") + "\n"
                        + String.join("\n", lines));
        return file.toString();
    }

    private void assertFails(String... args) {
        assertThatThrownBy(() -> startup.run(args)).isInstanceOf(StartFailure.class);
    }

    @Test
    void saysWhereItListens() throws Exception {
        NamesrvController controller = startup.run("-c", settings(0));
        controller.shutdown();
        assertThat(out.toString(UTF_8))
                .contains("CometMQ name server")
                .containsPattern("listens on 127\\.0\\.0\\.1:[1-9]\\d*;")
                .contains("The name server is ready.");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFails("-c", settings(other.getLocalPort()));
            assertThat(err.toString(UTF_8)).contains("127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void printsItsSettings() throws Exception {
        assertThat(startup.run("-p", "-c", settings(1234))).isNull();
        assertThat(out.toString(UTF_8))
                .contains("namesrv.conf:1\nlistenPort=1234\n")
                .contains("orderMessageEnable=false\n");
    }

    @Test
    void printsItsUsage() throws Exception {
        assertThat(startup.run("-h")).isNull();
        assertThat(out.toString(UTF_8)).contains("Usage: mqnamesrv");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertFails("-x");
        assertThat(err.toString(UTF_8)).contains("-x").contains("Usage: mqnamesrv");
    }

    @Test
    void aMissingFileIsNamed() {
        assertFails("-c", directory.resolve("absent.conf").toString());
        assertThat(err.toString(UTF_8)).contains("absent.conf");
    }

    @Test
    void aMalformedValueIsNamedWithItsLine() throws Exception {
        assertFails("-c", settings(0, "scanNotActiveBrokerInterval = soon"));
        assertThat(err.toString(UTF_8)).contains("namesrv.conf:4").contains("scanNotActiveBrokerInterval");
    }

    @Test
    void anUnknownKeyIsAWarningWithTheNearestName() throws Exception {
        assertThat(startup.run("-p", "-c", settings(0, "orderMesageEnable = true")))
                .isNull();
        assertThat(err.toString(UTF_8)).contains("orderMesageEnable, did you mean orderMessageEnable?");
    }
}
