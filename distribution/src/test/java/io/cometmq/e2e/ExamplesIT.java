package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.fixture.BothMakes;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Patience;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs in examples/, each compiled and run with our client and with RocketMQ's: they differ in the import prefix only. */
@ExtendWith(BothMakes.class)
class ExamplesIT {
    private static final int AT_ONCE = 4;
    private static final Path EXAMPLES = Path.of("../examples");

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString(), patient(Files.readString(file)));
            }
        }
        return sources;
    }

    /** The same program for a machine that is slow, or stands still for some seconds. */
    private static String patient(String text) {
        return text.replaceAll(
                        "(\\w+)(\\.setNamesrvAddr\\(nameServer\\);)",
                        "$1$2 $1.setMqClientApiTimeout(" + Patience.CALL_MILLIS + ");")
                .replaceAll("\\([34]0, TimeUnit.SECONDS\\)", "(" + Patience.LIMIT.toSeconds() + ", TimeUnit.SECONDS)")
                .replaceAll("toNanos\\(30\\)", "toNanos(" + Patience.LIMIT.toSeconds() + ")")
                .replace("answer), 3000)", "answer), " + Patience.CALL_MILLIS + ")")
                .replace("currentTimeMillis() + 30_000", "currentTimeMillis() + " + Patience.LIMIT.toMillis());
    }

    @ParameterizedTest
    @CsvSource({"COMETMQ, COMETMQ", "COMETMQ, ROCKETMQ", "ROCKETMQ_5, COMETMQ"})
    void allDoWhatTheyShow(ClientLibraries library, Make broker) throws Exception {
        Map<String, String> sources = sources();
        assertThat(sources).hasSizeGreaterThanOrEqualTo(10);
        Set<String> names = sources.keySet();
        ClassLoader loader = library.compileForThis(sources);
        String nameServer = BothMakes.cluster(broker).nameServerAddress();
        Map<String, Throwable> failures = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        for (String name : names) {
            threads.execute(() -> {
                try {
                    run(loader, name.substring(0, name.indexOf('.')), nameServer);
                } catch (Exception e) {
                    failures.put(name, e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(5 * Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(failures).isEmpty();
    }

    /** fastjson 1, and a fastjson2 of another version than ours. */
    @Test
    void theApplicationMayHaveItsOwnJsonLibraryInFrontOfOurs() throws Exception {
        List<Path> inFront;
        try (Stream<Path> jars = Files.list(ClientLibraries.rocketmq5())) {
            inFront = jars.filter(jar -> jar.getFileName().toString().startsWith("fastjson"))
                    .toList();
        }
        assertThat(inFront).hasSize(2);
        ClassLoader loader = ClientLibraries.COMETMQ.compileForThis(sources(), inFront);
        Class<?> json = loader.loadClass("com.alibaba.fastjson2.JSON");
        assertThat(Path.of(
                        json.getProtectionDomain().getCodeSource().getLocation().toURI()))
                .isIn(inFront);
        String nameServer = BothMakes.cluster(Make.COMETMQ).nameServerAddress();
        for (String example : List.of("QuickStart", "LitePull", "Broadcast")) {
            run(loader, example, nameServer);
        }
    }

    private static void run(ClassLoader loader, String name, String nameServer) throws Exception {
        Thread.currentThread().setContextClassLoader(loader);
        loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[] {nameServer});
    }
}
