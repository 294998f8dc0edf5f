package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that "mqadmin completion" prints, asked by bash itself. */
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "there is no bash");
        try (PrintStream script =
                new PrintStream(directory.resolve("completion").toFile(), UTF_8)) {
            assertThat(MQAdminStartup.run(InputStream.nullInputStream(), script, System.err, "completion"))
                    .isZero();
        }
    }

    /** What bash offers for the last word of a line. */
    private List<String> offered(String... words) throws Exception {
        String line = "source '" + directory.resolve("completion") + "'; COMP_WORDS=(" + String.join(" ", words)
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mqadmin; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder(BASH.toString(), "--norc", "-c", line)
                .redirectErrorStream(true)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }

    @Test
    void commandsAreOffered() throws Exception {
        assertThat(offered("mqadmin", "topicR")).containsExactly("topicRoute");
        assertThat(offered("mqadmin", "help", "storeC")).containsExactly("storeCheck");
        assertThat(offered("mqadmin", "''")).contains("help", "completion", "clusterList", "tail");
    }

    @Test
    void optionsOfTheCommandAreOffered() throws Exception {
        assertThat(offered("mqadmin", "topicRoute", "--"))
                .contains("--topic", "--list", "--output", "--watch", "--help");
        assertThat(offered("mqadmin", "deleteTopic", "--")).contains("--topic").doesNotContain("--output", "--watch");
        assertThat(offered("mqadmin", "doctor", "-")).contains("-t", "-g", "-n");
    }
}
