package io.cometmq.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no test here can run for itself: the scripts for Windows, the units of systemd, the Dockerfile. Each agrees with the scripts that are run. */
class DeploymentFilesTest {
    private static final Path BIN = Path.of("bin");

    @TempDir
    Path directory;

    private static String read(Path file) throws Exception {
        return Files.readString(file);
    }

    private static Set<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqadmin", "mqbroker", "mqnamesrv", "benchmark", "cometmq"})
    void theScriptForWindowsStartsTheSameProgramInTheSameWay(String name) throws Exception {
        String posix = read(BIN.resolve(name));
        String windows = read(BIN.resolve(name + ".cmd"));
        for (String regex : List.of("io\\.cometmq\\.[\\w.]+", "logback-\\w+\\.xml")) {
            assertThat(found(regex, windows)).isNotEmpty().isEqualTo(found(regex, posix));
        }
        Set<String> options = found("(?<=[\\s\"])-X[^\\s\"]+", posix);
        // The archive of classes is made with the script for POSIX shells.
        options.removeIf(option -> option.startsWith("-Xshare") || option.startsWith("-XX:Shared"));
        assertThat(found("(?<=\\s)-X\\S+", windows)).isEqualTo(options);
        assertThat(windows.contains("%HEAP%")).isEqualTo(posix.contains("$heap"));
        assertThat(Path.of("conf")
                        .resolve(found("logback-\\w+\\.xml", windows).iterator().next()))
                .exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqadmin", "mqbroker", "mqnamesrv", "benchmark"})
    void theScriptForWindowsHandsOverItsArgumentsAndTheStatus(String name) throws Exception {
        assertThat(read(BIN.resolve(name + ".cmd")))
                .contains("call \"%~dp0cometmq-env.cmd\" " + name + " ", "\nif errorlevel 1 exit /b 1\n")
                .endsWith(" %*\nexit /b %ERRORLEVEL%\n");
    }

    @Test
    void whatAVariableMeansIsTheSameEverywhere() throws Exception {
        String posix = read(BIN.resolve("cometmq-env.sh"));
        String windows = read(BIN.resolve("cometmq-env.cmd"));
        for (String variable : List.of("JAVA_HOME", "COMETMQ_HEAP", "COMETMQ_LOG_DIR")) {
            assertThat(posix).contains("${" + variable + ":-");
            assertThat(windows).contains("defined " + variable + " ").contains("%" + variable + "%");
        }
        String compatibility = "--[a-z][\\w=-]+";
        assertThat(found(compatibility, windows)).hasSize(2).isEqualTo(found(compatibility, posix));
        assertThat(found("-D[\\w.]+(?==)", windows))
                .isEqualTo(Set.of("-Dcometmq.home", "-Dcometmq.log.dir", "-Dfile.encoding"));
        assertThat(posix).contains("-Dcometmq.home=", "-Dcometmq.log.dir=", "-Dfile.encoding=UTF-8");
    }

    @Test
    void whatStopsAServerKnowsTheServers() throws Exception {
        String posix = read(BIN.resolve("mqshutdown"));
        String windows = read(BIN.resolve("mqshutdown.cmd"));
        assertThat(found("io\\.cometmq\\.[\\w.]+", windows)).isEqualTo(found("io\\.cometmq\\.[\\w.]+", posix));
        for (String server : List.of("broker", "namesrv", "standalone")) {
            assertThat(windows).contains("\"%~1\"==\"" + server + "\"");
            assertThat(posix).contains(server + ") main=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqbroker", "mqnamesrv"})
    void aUnitStartsAScriptWithOptionsThatItTakes(String script) throws Exception {
        String name = "cometmq-" + script.substring(2);
        String unit = read(Path.of("systemd", name + ".service"));
        assertThat(unit).contains("ExecStart=/opt/cometmq/bin/" + script + " -c /etc/cometmq/");
        assertThat(read(BIN.resolve(script)).lines().skip(1).findFirst().orElseThrow())
                .contains("[-c FILE]");
        assertThat(Path.of("conf", script.substring(2) + ".conf")).exists();
        String environment = read(BIN.resolve("cometmq-env.sh"));
        assertThat(found("(?<=Environment=)COMETMQ\\w+", unit)).isNotEmpty().allMatch(environment::contains);
        verify(name, unit);
    }

    /** systemd says what it does not understand, and still ends with 0. */
    private void verify(String name, String unit) throws Exception {
        Path verifier = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(verifier), "there is no systemd to ask");
        String here = Path.of("").toAbsolutePath().toString();
        Path file = Files.writeString(directory.resolve(name + ".service"), unit.replace("/opt/cometmq", here));
        Process process = new ProcessBuilder(verifier.toString(), "verify", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains(name))).isEmpty();
    }

    @Test
    void theImageIsMadeOfWhatTheTreeHas() throws Exception {
        String dockerfile = read(Path.of("docker/Dockerfile"));
        assertThat(dockerfile)
                .contains(
                        "COPY . /opt/cometmq\n", "ENV PATH=/opt/cometmq/bin:$PATH", "COMETMQ_LOG_DIR=/var/log/cometmq");
        assertThat(found("(?<=/opt/cometmq/)bin/\\w+", dockerfile))
                .containsExactly("bin/cometmq")
                .allMatch(path -> Files.exists(Path.of(path)));
        assertThat(dockerfile).contains("CMD [\"cometmq\", \"standalone\"]", "/opt/cometmq/bin/cometmq share");
        assertThat(read(BIN.resolve("cometmq"))).contains("\n  standalone)", "\n  share)");
        // Where standalone, and the servers' defaults, keep their data: below the home directory, which is a volume.
        assertThat(dockerfile).contains("--home-dir /var/lib/cometmq", "VOLUME /var/lib/cometmq", "USER cometmq");
        List<String> ports = Stream.of(found("(?m)^EXPOSE .*", dockerfile)
                        .iterator()
                        .next()
                        .substring(7)
                        .split(" ", -1))
                .toList();
        assertThat(ports).containsExactly("9876", "10909", "10911");
        assertThat(read(Path.of("conf/namesrv.conf"))).contains("listenPort = 9876");
        // The fast port is the second below.
        assertThat(read(Path.of("conf/broker.conf"))).contains("listenPort = 10911");
    }
}
