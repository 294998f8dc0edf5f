package io.cometmq.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.fixture.AdminTranscript;
import io.cometmq.tools.command.MQAdminStartup;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/compatibility-mqadmin.md: each command of RocketMQ's mqadmin is there, or the page says why not. */
class MqadminDocsTest {
    private static final Map<String, List<String>> MISSING = Map.of(
            "needs replication, which CometMQ does not have yet",
                    List.of("haStatus", "getBrokerEpoch", "resetMasterFlushOffset", "getSyncStateSet"),
            "there is no controller yet",
                    List.of(
                            "getControllerMetaData",
                            "getControllerConfig",
                            "updateControllerConfig",
                            "electMaster",
                            "cleanBrokerMetadata"),
            "static topics are not supported", List.of("updateStaticTopic", "remappingStaticTopic"),
            "there is no broker container", List.of("addBroker", "removeBroker"),
            "there are no users and access rules yet",
                    List.of(
                            "createUser",
                            "updateUser",
                            "deleteUser",
                            "getUser",
                            "listUser",
                            "copyUser",
                            "createAcl",
                            "updateAcl",
                            "deleteAcl",
                            "getAcl",
                            "listAcl",
                            "copyAcl"),
            "nothing is kept in RocksDB",
                    List.of(
                            "checkRocksdbCqWriteProgress",
                            "exportMetadataInRocksDB",
                            "rocksDBConfigToJson",
                            "exportPopRecord",
                            "switchTimerEngine"),
            "the JVM cannot advise the system how a mapped file is read (madvise)",
                    List.of("setCommitLogReadAheadMode"),
            "compaction topics are not supported", List.of("dumpCompactionLog"),
            "use `doctor --watch 60 -t TOPIC -g GROUP`", List.of("startMonitoring"));

    private static final String INTRODUCTION = """
            # mqadmin beside RocketMQ's

            <!-- Made from the table of commands by MqadminDocsTest, which says how to write it anew. -->

            Names, options and columns are RocketMQ's, so that scripts go on working. What is different:

            - Every failure has a non-zero exit status (1: not carried out; 2: wrong arguments) and its reason in one line on the standard error
              stream. RocketMQ's tool prints a stack trace and ends with 0. `doctor` and `storeCheck` end with 3 when what they checked is not
              in order.
            - Every listing has `-o json` and `-o csv` (`--output` where `-o` is RocketMQ's for something else), and `--watch SECONDS`.
            - `mqadmin help COMMAND` shows an example. `source <(mqadmin completion)` lets bash complete commands and options.
            - Name servers come from `-n`, else the Java property `rocketmq.namesrv.addr`, else `NAMESRV_ADDR`, else `conf/tools.conf` (or the file
              that `COMETMQ_TOOLS_CONF` names).

            RocketMQ's own `mqadmin` works on CometMQ, too: a test runs the commands of both against a live cluster.

            """;

    @Test
    void eachCommandIsThereOrThePageSaysWhyNot() throws Exception {
        Map<String, String> reasons = new TreeMap<>();
        MISSING.forEach((reason, names) -> names.forEach(name -> reasons.put(name, reason)));
        Map<String, String> ours = MQAdminStartup.descriptions();
        Map<String, List<String>> theirs = families();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| family | command | CometMQ |\n|---|---|---|\n");
        TreeSet<String> known = new TreeSet<>();
        theirs.forEach((family, names) -> names.forEach(name -> {
            known.add(name);
            assertThat(ours.containsKey(name) != reasons.containsKey(name))
                    .as("%s is either a command or in the list of those that are missing, with the reason", name)
                    .isTrue();
            page.append("| ").append(family).append(" | `").append(name).append("` | ");
            page.append(reasons.containsKey(name) ? "no: " + reasons.get(name) : "yes")
                    .append(" |\n");
        }));
        page.append("\nOnly in CometMQ:\n\n| command | what it does |\n|---|---|\n");
        ours.forEach((name, description) -> {
            if (!known.contains(name)) {
                page.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(description)
                        .append(" |\n");
            }
        });
        page.append("\nCommands that only RocketMQ 4.9 has are those of its old access control; there is none yet.\n");
        GeneratedFile.check("docs/compatibility-mqadmin.md", page.toString());
    }

    /** Each is run by AdminIT: those of both tools with both. */
    @Test
    void eachCommandIsInATranscript() throws Exception {
        Set<String> known = families().values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Set<String> withBoth = commands("both.txt");
        Set<String> withOurs = commands("ours.txt");
        assertThat(withBoth)
                .containsExactlyInAnyOrderElementsOf(MQAdminStartup.descriptions().keySet().stream()
                        .filter(known::contains)
                        .toList());
        assertThat(withOurs)
                .containsAll(MQAdminStartup.descriptions().keySet().stream()
                        .filter(name -> !known.contains(name))
                        .toList());
    }

    /** AdminIT has each as JSON and as CSV; storeCheck, which needs a stopped broker, is checked for itself. */
    @Test
    void eachTableIsInTheTranscriptOfListings() throws Exception {
        Set<String> printTables = new TreeSet<>();
        for (String name : MQAdminStartup.descriptions().keySet()) {
            ByteArrayOutputStream help = new ByteArrayOutputStream();
            PrintStream printed = new PrintStream(help, true, UTF_8);
            MQAdminStartup.run(InputStream.nullInputStream(), printed, printed, "help", name);
            if (help.toString(UTF_8).contains("--output")) {
                printTables.add(name);
            }
        }
        printTables.remove("storeCheck");
        assertThat(commands("listings.txt")).containsExactlyInAnyOrderElementsOf(printTables);
    }

    private static Set<String> commands(String transcript) throws Exception {
        return AdminTranscript.read(transcript).cases().stream()
                .filter(one -> !one.answers().isEmpty())
                .map(AdminTranscript.Case::command)
                .collect(Collectors.toSet());
    }

    /** RocketMQ's commands by family, from the document of its facts. */
    private static Map<String, List<String>> families() throws Exception {
        Map<String, List<String>> families = new LinkedHashMap<>();
        List<String> current = null;
        for (String line : Files.readAllLines(Path.of("../docs/protocol/mqadmin.md"))) {
            if (line.startsWith("## ")) {
                String family = line.substring(3).strip();
                current = new java.util.ArrayList<>();
                if (!family.startsWith("Only in")) {
                    families.put(family, current);
                }
            } else if (line.startsWith("### ") && current != null) {
                current.add(line.substring(4).split(" ", 2)[0]);
            }
        }
        return families;
    }
}
