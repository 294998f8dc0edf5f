package io.cometmq.tools.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;

class QuickstartOptionsTest {
    @Test
    void readsFilesAndOptions() throws ParseException {
        QuickstartOptions options = QuickstartOptions.parse("--keep", "--broker-port", "12000", "a.txt", "b.txt");
        assertThat(options.files()).containsExactly(Path.of("a.txt"), Path.of("b.txt"));
        assertThat(options.keep()).isTrue();
        assertThat(options.plain()).isFalse();
        assertThat(options.brokerPort()).isEqualTo(12000);
        assertThat(options.namesrvPort()).isZero();
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> QuickstartOptions.parse("--kep")).isInstanceOf(ParseException.class);
        for (String port : new String[] {"0", "-1", "65536", "many"}) {
            assertThatThrownBy(() -> QuickstartOptions.parse("--namesrv-port", port))
                    .isInstanceOf(ParseException.class)
                    .hasMessageContaining("--namesrv-port")
                    .hasMessageContaining(port);
        }
    }

    @Test
    void aTakenPortIsReplacedUnlessItIsWanted() throws IOException, QuickstartFailure {
        try (ServerSocket other = new ServerSocket(0)) {
            int taken = other.getLocalPort();
            assertThat(Ports.choose(0, taken, 0)).isNotEqualTo(taken);
            assertThatThrownBy(() -> Ports.choose(taken, 1, 0))
                    .isInstanceOf(QuickstartFailure.class)
                    .hasMessageContaining("port " + taken + " is taken");
            assertThatThrownBy(() -> Ports.choose(taken + 2, 1, 0, -2))
                    .isInstanceOf(QuickstartFailure.class)
                    .hasMessageContaining(Integer.toString(taken));
        }
    }
}
