package io.cometmq.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import io.cometmq.e2e.fixture.PackagedTree;
import io.cometmq.e2e.fixture.Patience;
import io.cometmq.e2e.fixture.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documents say is done as it stands there: the {@code sh} blocks of a document, in their order, in the packaged tree, with
 * Java programs between them. A block under a comment that begins with "DocsIT: not run" is left out, and the comment says why.
 */
@Tag("whole-tree")
class DocsIT {
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- DocsIT: not run[^>]*-->\\s*)?```(sh|java)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operations.md"})
    void whatADocumentSaysWorks(String document) throws Exception {
        List<Integer> ports = Processes.freePorts(2);
        UnaryOperator<String> here = text -> text.replace("9876", ports.get(0).toString())
                .replace("10911", ports.get(1).toString());
        Files.writeString(directory.resolve("all.sh"), script(document, here));
        treeWithPatientAdmin();
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME",
                Files.createDirectories(directory.resolve("home")).toString(),
                "COMETMQ_LOG_DIR",
                directory.resolve("logs").toString(),
                "COMETMQ_NAMESRV_LISTEN_PORT",
                ports.get(0).toString(),
                "COMETMQ_BROKER_LISTEN_PORT",
                ports.get(1).toString(),
                "NAMESRV_ADDR",
                "127.0.0.1:" + ports.get(0),
                "COMETMQ_BROKER_NAMESRV_ADDR",
                "127.0.0.1:" + ports.get(0),
                "COMETMQ_BROKER_BROKER_IP1",
                "127.0.0.1",
                "TREE",
                PackagedTree.ROOT.toString()));
        Outcome outcome =
                Command.run(environment, List.of("sh", "-c", "cd '" + directory + "' && exec sh -eux all.sh 2>&1"));
        assertThat(outcome.status()).as(outcome.out()).isZero();
    }

    private String script(String document, UnaryOperator<String> here) throws Exception {
        StringBuilder script = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null || :' EXIT\n");
        Matcher blocks = BLOCK.matcher(here.apply(Files.readString(Path.of("..", document))));
        int count = 0;
        while (blocks.find()) {
            if (blocks.group(1) != null) {
                continue;
            }
            count++;
            script.append(blocks.group(2).equals("sh") ? blocks.group(3) : program(blocks.group(3)));
        }
        assertThat(count).as("blocks of %s", document).isPositive();
        return script.toString();
    }

    /** A program that goes on is stopped when it has shown what it is there for. */
    private String program(String text) throws Exception {
        Matcher name = CLASS.matcher(text);
        assertThat(name.find()).as("a program has a public class: %s", text).isTrue();
        String file = name.group(1) + ".java";
        String out = name.group(1) + ".out";
        // On a busy machine the first send, with all the classes that it loads, takes longer than a client waits.
        String patient = text.replaceAll(
                "(\\w+)\\.setNamesrvAddr\\(.*\\);", "$0 $1.setMqClientApiTimeout(" + Patience.CALL_MILLIS + ");");
        patient = patient.replace(
                "producer.start();", "producer.setSendMsgTimeout(" + Patience.CALL_MILLIS + "); producer.start();");
        Files.writeString(directory.resolve(file), patient, UTF_8);
        return String.join(
                "\n",
                "until bin/mqadmin clusterList | grep $COMETMQ_BROKER_LISTEN_PORT; do sleep 0.5; done",
                "program=",
                "until grep 'came: ' " + out + "; do",
                "  if [ -z \"$program\" ] || ! kill -0 $program; then",
                "    java -cp \"$TREE/lib/*\" " + file + " >" + out + " 2>&1 & program=$!",
                "  fi",
                "  sleep 0.5",
                "done",
                "kill $program",
                "");
    }

    /** The tree's directories by links; mqadmin waits for servers that have just been started, as a person would. */
    private void treeWithPatientAdmin() throws Exception {
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> all = Files.list(PackagedTree.ROOT.resolve("bin"))) {
            all.forEach(scripts::add);
        }
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (Path script : scripts) {
            if (!script.endsWith("mqadmin")) {
                Files.createSymbolicLink(bin.resolve(script.getFileName()), script);
            }
        }
        Path admin = bin.resolve("mqadmin");
        Files.write(
                admin,
                List.of(
                        "#!/bin/sh",
                        "cat >input.$$ </dev/stdin",
                        "tries=0",
                        "until \"$TREE/bin/mqadmin\" \"$@\" <input.$$; do",
                        "  tries=$((tries + 1)); [ $tries -lt 120 ] || exit 1; sleep 0.5",
                        "done"));
        assertThat(admin.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(directory.resolve("conf"), PackagedTree.ROOT.resolve("conf"));
    }
}
