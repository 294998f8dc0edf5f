package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MQAdminStartupTest {
    private static FakeCluster cluster;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String in = "";
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = new FakeCluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new MQAdminStartup(
                        CommandList.all(),
                        new ByteArrayInputStream(in.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(arguments);
    }

    private int runThere(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-n", cluster.address()));
        return run(all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    static Stream<SubCommand> commands() {
        return CommandList.all().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExampleThatItUnderstands(SubCommand command) throws Exception {
        assertThat(run("help", command.commandName())).isZero();
        assertThat(out()).contains("usage: mqadmin " + command.commandName(), command.commandDesc(), "--namesrvAddr");
        String[] words = command.example().split(" ", -1);
        assertThat(words[0]).isEqualTo(command.commandName());
        // Nobody listens on port 1: what is wrong with the example's options would be said before that.
        List<String> line = new ArrayList<>(List.of(words));
        if (!line.contains("-n")) {
            line.addAll(List.of("-n", "127.0.0.1:1"));
        }
        assertThat(run(line.toArray(String[]::new))).as(err()).isNotEqualTo(2);
    }

    @Test
    void namesAreUniqueAndListed() {
        assertThat(run()).isZero();
        assertThat(CommandList.all()).extracting(SubCommand::commandName).doesNotHaveDuplicates();
        assertThat(out()).contains("clusterList", "topicRoute", "consumeMessage");
    }

    @ParameterizedTest
    @CsvSource({
        "topiclis, topicList",
        "fly, The sub command fly not exist.",
        "topicRoute, 'Missing required option: t'",
        "topicRoute -t T -x, '-x'",
        "deleteTopic -c C1 -t T --output json, '--output'",
        "topicRoute -t T -o xml, '--output takes text, json or csv'",
        "updateTopic -c C1 -b x:1 -t T, 'b'",
        "updateTopic -c C1 -t T -r many, '-r takes a number'",
        "updateTopic -c C1 -t T -o maybe, '-o takes true or false'",
        "consumeMessage -t T -o 5, '-o needs the queue'",
        "printMsg -t T -b yesterday, '-b takes now'",
    })
    void misuseIsStatusTwoAndOneLine(String line, String complaint) {
        assertThat(runThere(line.split(" ", -1))).isEqualTo(2);
        assertThat(err()).contains(complaint).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "topicRoute -t NOPE, 'CODE: 17  DESC: No topic route info for the topic: NOPE'",
        "updateTopic -c C9 -t T, 'the name server knows no cluster C9; it knows [C1]'",
        "sendMessage -t T -p x -b broker-z, 'topic T has no queue that can be written on broker broker-z'",
        "deleteKvConfig -s n -k k, 'CODE: 3'",
    })
    void failureIsStatusOneAndOneLine(String line, String reason) {
        assertThat(runThere(line.split(" ", -1))).isEqualTo(1);
        assertThat(err()).contains(reason).hasLineCount(1).doesNotContain("\tat ");
    }

    @Test
    void anUnreachableNameServerIsNamed() {
        assertThat(run("topicList", "-n", "127.0.0.1:1")).isEqualTo(1);
        assertThat(err()).contains("127.0.0.1:1").hasLineCount(1);
        assertThat(run("topicList", "-n", " ")).isEqualTo(1);
        assertThat(err()).contains("no name server is configured");
    }

    @Test
    void listsTopics() {
        assertThat(runThere("topicList")).as(err()).isZero();
        assertThat(out()).isEqualTo("T\nU\n");
        assertThat(runThere("topicList", "-o", "csv")).isZero();
        assertThat(out()).isEqualTo("topic\nT\nU\n");
    }

    @Test
    void showsARoute() {
        assertThat(runThere("topicRoute", "-t", "T")).isZero();
        assertThat(out()).contains("\"brokerDatas\":[", "0:\"" + cluster.address() + "\"", "\"writeQueueNums\":2");
        assertThat(runThere("topicRoute", "-t", "T", "-l")).isZero();
        assertThat(out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .contains("C1 broker-a {0=" + cluster.address() + "} 2 2 6", "Total: 1 2 2");
    }

    @Test
    void showsTheStateOfATopicInOrderOfQueues() {
        assertThat(runThere("topicStatus", "-t", "T")).isZero();
        assertThat(out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "#Broker Name #QID #Min Offset #Max Offset #Last Updated",
                        "broker-a 0 0 4",
                        "broker-a 1 3 9",
                        "",
                        "Topic Put TPS: 0.5");
    }

    @Test
    void showsTheBrokersOfACluster() {
        assertThat(runThere("clusterList")).isZero();
        assertThat(out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .contains("C1 broker-a 0 " + cluster.address()
                        + " V5_4_0 12.50(2,0ms) 0.00(0,0ms|0,0ms) 0-0(0.0w, 0.0, 0.0) 0 0.00 0.2500 true");
    }

    @Test
    void createsATopic() {
        assertThat(runThere("updateTopic", "-c", "C1", "-t", "New", "-r", "3", "-w", "2", "-p", "4", "-a", "+x=y"))
                .as(err())
                .isZero();
        assertThat(cluster.told())
                .containsAllEntriesOf(Map.of(
                        "topic",
                        "New",
                        "readQueueNums",
                        "3",
                        "writeQueueNums",
                        "2",
                        "perm",
                        "4",
                        "attributes",
                        "+x=y"));
        assertThat(out()).startsWith("create topic to " + cluster.address() + " success.\nTopicConfig [topicName=New,");
    }

    @Test
    void sendsAMessage() {
        assertThat(runThere(
                        "sendMessage", "-t", "T", "-p", "hällo", "-k", "k1", "-c", "TagA", "-b", "broker-a", "-i", "1"))
                .as(err())
                .isZero();
        Map<String, String> sent = cluster.told();
        assertThat(sent).containsEntry("body", "hällo").containsEntry("topic", "T");
        assertThat(sent.get("properties"))
                .contains("KEYS\u0001k1", "TAGS\u0001TagA", "UNIQ_KEY\u0001", "WAIT\u0001true");
        assertThat(out().lines().toList().get(1).replaceAll(" +", " ")).startsWith("broker-a 1 SEND_OK ");
    }
}
