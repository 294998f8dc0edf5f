package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mqadmin, ours and the released RocketMQ's, on a live cluster. */
class AdminIT {
    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Cluster.Make.COMETMQ).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Outcome ours(String... arguments) throws Exception {
        return Command.script(
                Map.of(
                        "NAMESRV_ADDR",
                        cluster.nameServerAddress(),
                        "COMETMQ_LOG_DIR",
                        directory.resolve("logs").toString()),
                "mqadmin",
                arguments);
    }

    private static Outcome theirs(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Duser.home=" + directory,
                "-cp",
                ClientLibraries.rocketmq5() + "/*",
                "org.apache.rocketmq.tools.command.MQAdminStartup"));
        command.addAll(List.of(arguments));
        return Command.run(
                Map.of("NAMESRV_ADDR", cluster.nameServerAddress(), "ROCKETMQ_HOME", directory.toString()), command);
    }

    private static String good(Outcome outcome) {
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
        return outcome.out();
    }

    @Test
    void ourCommandsDoWhatTheySay() throws Exception {
        assertThat(good(ours("clusterList"))).contains("DefaultCluster", "broker-a", cluster.brokerAddress());
        assertThat(good(ours("updateTopic", "-c", "DefaultCluster", "-t", "ByAdmin", "-r", "3", "-w", "3")))
                .contains("create topic to " + cluster.brokerAddress() + " success.")
                .contains("ByAdmin");
        assertThat(good(ours("topicList"))).contains("ByAdmin", "TBW102");
        assertThat(good(ours("topicRoute", "-t", "ByAdmin"))).contains("\"readQueueNums\":3", cluster.brokerAddress());
        assertThat(good(ours("sendMessage", "-t", "ByAdmin", "-p", "hello admin", "-k", "key1", "-c", "tagA")))
                .contains("SEND_OK", "broker-a");
        assertThat(good(ours("topicStatus", "-t", "ByAdmin")))
                .contains("broker-a")
                .containsPattern("broker-a\\s+\\d\\s+0\\s+1");
        assertThat(good(ours("consumeMessage", "-t", "ByAdmin"))).contains("hello admin");
        assertThat(good(ours("help", "updateTopic"))).contains("-t", "--topic");
    }

    @Test
    void aFailureIsToldOnStderrAndInTheStatus() throws Exception {
        Outcome unknown = ours("topicRoute", "-t", "NoSuchTopic");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.err()).contains("NoSuchTopic").doesNotContain("\tat ");
        Outcome command = ours("clusterLst");
        assertThat(command.status()).isNotZero();
        assertThat(command.err()).contains("clusterLst");
        Outcome nobody = Command.script(
                Map.of("COMETMQ_LOG_DIR", directory.resolve("logs").toString()),
                "mqadmin",
                "clusterList",
                "-n",
                "127.0.0.1:1");
        assertThat(nobody.status()).isNotZero();
        assertThat(nobody.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
    }

    @Test
    void thePublishedToolWorksOnUs() throws Exception {
        assertThat(good(theirs("clusterList"))).contains("DefaultCluster", "broker-a", cluster.brokerAddress());
        assertThat(good(theirs("updateTopic", "-c", "DefaultCluster", "-t", "ByTheirs", "-r", "2", "-w", "2")))
                .contains("success");
        assertThat(good(theirs("topicList"))).contains("ByTheirs");
        assertThat(good(theirs("topicRoute", "-t", "ByTheirs"))).contains(cluster.brokerAddress());
        assertThat(good(theirs("sendMessage", "-t", "ByTheirs", "-p", "hello theirs")))
                .contains("SEND_OK");
        assertThat(good(theirs("topicStatus", "-t", "ByTheirs"))).contains("broker-a");
        assertThat(good(theirs("consumeMessage", "-t", "ByTheirs"))).contains("hello theirs");
    }
}
