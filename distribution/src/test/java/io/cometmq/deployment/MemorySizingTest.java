package io.cometmq.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heap that bin/cometmq-env.sh gives a server: on machines and in control groups that a directory stands for. */
class MemorySizingTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path system;

    private Path script;

    @BeforeEach
    void machineOfSixteenGigabytes() throws Exception {
        Path bin = Files.createDirectories(system.resolve("tree/bin"));
        script = Files.writeString(
                bin.resolve("cometmq-env.sh"),
                Files.readString(Path.of("bin/cometmq-env.sh"))
                        .replace("/proc/", system + "/proc/")
                        .replace("/sys/fs/cgroup", system + "/sys/fs/cgroup"));
        write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:        1 kB\n");
    }

    private void write(String file, String text) throws Exception {
        Path path = system.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** What heap_options of a broker sets: a quarter, between 128 and 1024 MB. */
    private String heap() throws Exception {
        Process shell = new ProcessBuilder(
                        "sh",
                        "-euc",
                        "self=$1; . \"$1\"; heap_options 4 128 1024; echo \"$heap\"",
                        "sh",
                        script.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(shell.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void aLargeMachineGivesTheMost() throws Exception {
        assertThat(heap()).isEqualTo("-Xmx1024m -XX:MaxDirectMemorySize=512m");
    }

    @Test
    void aSmallMachineGivesAQuarterAndNeverTooLittle() throws Exception {
        write("proc/meminfo", "MemTotal:        2097152 kB\n");
        assertThat(heap()).startsWith("-Xmx512m ");
        write("proc/meminfo", "MemTotal:         262144 kB\n");
        assertThat(heap()).startsWith("-Xmx128m ");
    }

    @ParameterizedTest
    @CsvSource({"2048, 2048, 512", "max, 1024, 256", "1600, max, 400", "max, max, 1024"})
    void aControlGroupAndThoseAroundItLimitTheMachine(String own, String around, int heapMegabytes) throws Exception {
        write("proc/self/cgroup", "0::/servers/broker\n");
        write("sys/fs/cgroup/servers/broker/memory.max", bytes(own));
        write("sys/fs/cgroup/servers/memory.max", bytes(around));
        assertThat(heap()).startsWith("-Xmx" + heapMegabytes + "m ");
    }

    private static String bytes(String megabytes) {
        return megabytes.equals("max") ? "max\n" : Long.parseLong(megabytes) * MEGABYTE + "\n";
    }

    @Test
    void aControlGroupOfTheFirstVersionLimitsTheMachine() throws Exception {
        write("proc/self/cgroup", "4:cpu,cpuacct:/x\n3:memory:/docker/abc\n");
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", 1024 * MEGABYTE + "\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(heap()).startsWith("-Xmx256m ");
    }
}
