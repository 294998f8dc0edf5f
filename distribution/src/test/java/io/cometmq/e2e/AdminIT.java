package io.cometmq.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.AdminTool;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mqadmin, ours and the released RocketMQ's, command by command on a live cluster: the same lines, the same answers. */
class AdminIT {
    private static final String TOPIC = "AdminLive";
    private static final String GROUP = "AdminLiveGroup";

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static Producer producer;
    private static Consumer consumer;
    private static Sent sent;

    /** A command, and a regular expression that is found in what it prints. In lines, T, G and the like are replaced. */
    private record Case(String line, String answer) {}

    private static Case when(String line, String answer) {
        return new Case(line, answer);
    }

    private static final List<Case> BOTH = List.of(
            when("updateTopic -c DefaultCluster -t NEW -r 3 -w 3", "create topic to BROKER success"),
            when("topicList", "(?m)^NEW$"),
            when("topicList -c", "DefaultCluster +NEW"),
            when("topicRoute -t NEW", "\"readQueueNums\": ?3"),
            when("topicRoute -t NEW -l", "broker-a +.*BROKER.* +3 +3 +6"),
            when("topicClusterList -t NEW", "DefaultCluster"),
            when("allocateMQ -t NEW -i 10.0.0.1,10.0.0.2", "\"10.0.0.2\""),
            when("updateTopicList -b BROKER -f TOPICFILE", "submit batch of topic config to BROKER success"),
            when("updateOrderConf -t NEW -m put -v broker-a:3", "(?i)orderConf.*success|success.*orderConf"),
            when("updateOrderConf -t NEW -m get", "broker-a:3"),
            when("updateOrderConf -t NEW -m delete", "delete orderConf success"),
            when("sendMessage -t NEW -p hello -k key1 -c tagA -b broker-a -i 0", "broker-a +0 +SEND_OK"),
            when("checkMsgSendRT -t NEW -a 3 -s 10", "Avg RT: "),
            when("sendMsgStatus -b broker-a -s 10 -c 2", "rt=\\d+ms, SendResult=SendResult \\[sendStatus=SEND_OK"),
            when("topicStatus -t NEW", "broker-a +0 +0 +\\d"),
            when("consumeMessage -t NEW -b broker-a -i 0", "(?s)Consume ok.*hello"),
            when("printMsg -t NEW -d true", "BODY: hello"),
            when("printMsgByQueue -t NEW -a broker-a -i 0 -p true -d true", "BODY: hello"),
            when("queryMsgById -t LIVE -i OFFSETID", "Queue Offset: +0"),
            when("queryMsgByKey -t LIVE -k liveKey", "UNIQUEID"),
            when("queryMsgByUniqueKey -t LIVE -i UNIQUEID", "Topic: +LIVE"),
            when("queryMsgByOffset -t LIVE -b broker-a -i QUEUE -o 0", "OffsetID: +OFFSETID"),
            when("updateSubGroup -c DefaultCluster -g NEWGROUP -r 3", "create subscription group to BROKER success"),
            when("updateSubGroupList -b BROKER -f GROUPFILE", "submit batch of .*group config to BROKER success"),
            when("getConsumerConfig -g NEWGROUP", "retryMaxTimes *= *3"),
            when("consumerProgress", "LIVEGROUP"),
            when("consumerProgress -g LIVEGROUP", "(?s)LIVE .*broker-a.*Consume Diff Total: 0"),
            when("consumerProgress -g LIVEGROUP -t LIVE -s true", "Client IP"),
            when("consumerConnection -g LIVEGROUP", "(?s)Below is subscription:.*LIVE .*CONSUME_PASSIVELY"),
            when("consumerStatus -g LIVEGROUP -i CLIENT", "(?s)Consumer Properties.*LIVE"),
            when("producerConnection -g LIVEPRODUCERS -t LIVE", "JAVA"),
            when("producer -b BROKER", "producer group \\(LIVEPRODUCERS\\)"),
            when("resetOffsetByTime -g NEWGROUP -t LIVE -s 0", "broker-a +QUEUE +0"),
            when("skipAccumulatedMessage -g NEWGROUP -t LIVE", "broker-a +QUEUE +1"),
            when("cloneGroupOffset -s LIVEGROUP -d NEWGROUP -t LIVE", "clone group offset success"),
            when("setConsumeMode -b BROKER -t LIVE -g NEWGROUP -m PULL", "set consume mode to BROKER success"),
            when("queryCq -t LIVE -q QUEUE -i 0 -b BROKER", "Queue data"),
            when("brokerConsumeStats -b BROKER", "Diff Total: \\d+"),
            when(
                    "updateColdDataFlowCtrGroupConfig -b BROKER -g NEWGROUP -v 77",
                    "updateColdDataFlowCtrGroupConfig success, BROKER"),
            when("getColdDataFlowCtrInfo -b BROKER", "\"NEWGROUP\": ?77"),
            when(
                    "removeColdDataFlowCtrGroupConfig -b BROKER -g NEWGROUP",
                    "remove broker cold read threshold success, BROKER"),
            when("cleanExpiredCQ -b BROKER", "success"),
            when("cleanUnusedTopic -b BROKER", "success"),
            when("deleteExpiredCommitLog -b BROKER", "success"),
            when("clusterList", "DefaultCluster +broker-a +0 +BROKER"),
            when("clusterList -m", "InTotalToday"),
            when("brokerStatus -b BROKER", "bootTimestamp +: \\d+"),
            when("brokerStatus -c DefaultCluster", "bootTimestamp"),
            when("getBrokerConfig -b BROKER", "brokerName *= *broker-a"),
            when(
                    "updateBrokerConfig -b BROKER -k autoCreateTopicEnable -v true",
                    "update broker config success, BROKER"),
            when("statsAll -t LIVE", "LIVE +LIVEGROUP"),
            when("updateKvConfig -s space -k key -v value", "create or update kv config to namespace success"),
            when("deleteKvConfig -s space -k key", "delete kv config from namespace success"),
            when("getNamesrvConfig", "kvConfigPath"),
            when("updateNamesrvConfig -k orderMessageEnable -v false", "update name server config success"),
            when(
                    "wipeWritePerm -b broker-a",
                    "wipe write perm of broker\\[broker-a\\] in name server\\[NAMESRV\\] OK, \\d+"),
            when(
                    "addWritePerm -b broker-a",
                    "add write perm of broker\\[broker-a\\] in name server\\[NAMESRV\\] OK, \\d+"),
            when("exportMetadata -c DefaultCluster -f EXPORT", "export EXPORT/metadata.json success"),
            when("exportConfigs -c DefaultCluster -f EXPORT", "export EXPORT/configs.json success"),
            when("exportMetrics -c DefaultCluster -f EXPORT", "export EXPORT/metrics.json success"),
            when(
                    "deleteSubGroup -c DefaultCluster -g NEWGROUP",
                    "delete subscription group \\[NEWGROUP\\] from broker \\[BROKER\\]"),
            when("updateTopicPerm -c DefaultCluster -t NEW -p 4", "update topic perm from 6 to 4 in BROKER success"),
            // Of a change that is just made, the name server may not know yet.
            when("updateTopicPerm -b BROKER -t NEW -p 2", "update topic perm from [46] to 2 in BROKER success"),
            when("deleteTopic -c DefaultCluster -t NEW", "delete topic \\[NEW\\] from NameServer success"));

    private static final List<Case> OURS = List.of(
            when("doctor -t LIVE -g LIVEGROUP", "ok +group LIVEGROUP: every queue gets on"),
            when("tail -t LIVE --no-follow --format json", "\"keys\":\"liveKey\""),
            when("consume -t LIVE -g TAKER -c 1 --format hex", "6c697665"),
            when("topTopics -c 3", "#Topic +#InTPS"),
            when("topGroups", "LIVEGROUP +LIVE +0"),
            when("clusterList --output json", "\"brokerName\":\"broker-a\""),
            when("help doctor", "example: mqadmin doctor"),
            when("completion", "complete -o default -F _mqadmin mqadmin"));

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(directory, Cluster.Make.COMETMQ).start();
        AdminTool.ours()
                .run(
                        "updateTopic",
                        "-b",
                        cluster.brokerAddress(),
                        "-t",
                        TOPIC,
                        "-r",
                        "1",
                        "-w",
                        "1",
                        "-n",
                        cluster.nameServerAddress());
        Collector collector = new Collector();
        consumer = ClientLibraries.ROCKETMQ_5
                .client()
                .consumer(
                        cluster.nameServerAddress(),
                        Subscription.to(GROUP, TOPIC).as("adminLive"),
                        collector);
        producer = ClientLibraries.ROCKETMQ_5.client().producer(cluster.nameServerAddress(), "AdminLiveProducers");
        sent = producer.send(new Outgoing(TOPIC, "tagA", "liveKey", "live".getBytes(UTF_8)));
        collector.await(1);
        Files.writeString(
                directory.resolve("topics.json"),
                "[{\"topicName\":\"FromFile\",\"readQueueNums\":2,\"writeQueueNums\":2}]");
        Files.writeString(directory.resolve("groups.json"), "[{\"groupName\":\"FromFileGroup\",\"retryMaxTimes\":5}]");
        // The offset reaches the broker some seconds after the message was consumed.
        Awaitility.await("the group's offset").atMost(Duration.ofSeconds(60)).until(() -> AdminTool.ours()
                .run("consumerProgress", "-g", GROUP, "-n", cluster.nameServerAddress())
                .contains("Consume Diff Total: 0"));
    }

    @AfterAll
    static void stop() {
        if (consumer != null) {
            consumer.close();
        }
        if (producer != null) {
            producer.close();
        }
        cluster.close();
    }

    /** The words that stand for what is known only now; longer ones first, as some contain others. */
    private static String filled(String text, String made) throws Exception {
        return text.replace("LIVEPRODUCERS", "AdminLiveProducers")
                .replace("LIVEGROUP", GROUP)
                .replace("LIVE", TOPIC)
                .replace("NEWGROUP", made + "Group")
                .replace("NEW", made + "Topic")
                .replace("TAKER", made + "Taker")
                .replace("TOPICFILE", directory.resolve("topics.json").toString())
                .replace("GROUPFILE", directory.resolve("groups.json").toString())
                .replace("EXPORT", directory.resolve("export-" + made).toString())
                .replace("OFFSETID", sent.offsetMsgId())
                .replace("UNIQUEID", sent.msgId())
                .replace("QUEUE", Integer.toString(sent.queueId()))
                .replace("NAMESRV", cluster.nameServerAddress())
                .replace("BROKER", cluster.brokerAddress())
                .replace("CLIENT", clientId);
    }

    private static String clientId = "";

    private static List<String> failures(AdminTool tool, String made, List<Case> cases) throws Exception {
        String clients = AdminTool.ours().run("consumerConnection", "-g", GROUP, "-n", cluster.nameServerAddress());
        clientId = clients.lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        List<String> failures = new ArrayList<>();
        for (Case one : cases) {
            List<String> arguments =
                    new ArrayList<>(List.of(filled(one.line, made).split(" ", -1)));
            arguments.addAll(List.of("-n", cluster.nameServerAddress()));
            String printed;
            try {
                printed = tool.run(arguments.toArray(String[]::new));
            } catch (AssertionError e) {
                printed = e.getMessage();
            }
            if (!Pattern.compile(filled(one.answer, made)).matcher(printed).find()) {
                failures.add(one.line + "\n  lacks " + one.answer + ":\n" + printed);
            }
            if (one.line.startsWith("updateTopic ")) {
                awaitRoute(arguments.get(arguments.indexOf("-t") + 1));
            }
        }
        return failures;
    }

    /** The broker tells the name server after it has answered. */
    private static void awaitRoute(String topic) {
        try (RawBroker raw = new RawBroker(cluster)) {
            await("a route of " + topic).atMost(Duration.ofSeconds(30)).until(() -> raw.hasRoute(topic));
        }
    }

    @Test
    void ourCommandsDoWhatTheySay() throws Exception {
        assertThat(failures(AdminTool.ours(), "ours", BOTH)).isEmpty();
    }

    @Test
    void thePublishedCommandsDoOnUsWhatTheySay() throws Exception {
        assertThat(failures(AdminTool.published(), "theirs", BOTH)).isEmpty();
    }

    @Test
    void whatOnlyOurToolHasWorks() throws Exception {
        assertThat(failures(AdminTool.ours(), "more", OURS)).isEmpty();
    }

    private static Outcome script(String nameServers, String... arguments) throws Exception {
        return Command.script(
                Map.of(
                        "NAMESRV_ADDR",
                        nameServers,
                        "COMETMQ_LOG_DIR",
                        directory.resolve("logs").toString()),
                "mqadmin",
                arguments);
    }

    @Test
    void theScriptTellsFailuresOnStderrAndInTheStatus() throws Exception {
        Outcome fine = script(cluster.nameServerAddress(), "clusterList");
        assertThat(fine.status()).as(fine.out() + fine.err()).isZero();
        assertThat(fine.out()).contains("DefaultCluster", "broker-a", cluster.brokerAddress());
        Outcome unknown = script(cluster.nameServerAddress(), "topicRoute", "-t", "NoSuchTopic");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.err()).contains("NoSuchTopic").doesNotContain("\tat ");
        Outcome command = script(cluster.nameServerAddress(), "clusterLst");
        assertThat(command.status()).isNotZero();
        assertThat(command.err()).contains("clusterLst");
        Outcome nobody = script("127.0.0.1:1", "clusterList");
        assertThat(nobody.status()).isNotZero();
        assertThat(nobody.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
        Path settings = Files.writeString(
                directory.resolve("tools.conf"), "namesrvAddr = " + cluster.nameServerAddress() + "\n");
        Outcome fromFile = Command.script(
                Map.of(
                        "COMETMQ_TOOLS_CONF",
                        settings.toString(),
                        "COMETMQ_LOG_DIR",
                        directory.resolve("logs").toString()),
                "mqadmin",
                "topicList");
        assertThat(fromFile.out()).as(fromFile.err()).contains(TOPIC);
    }
}
