package io.cometmq.broker.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.fixture.ManualTimer;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import io.cometmq.remoting.rpc.RequestTable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registrations with name servers over real connections; time is the test's. */
class RouteRegistrationTest {
    private static final long PERIOD_MILLIS = 30_000;
    private static final long RETRY_MILLIS = 2_000;

    @TempDir
    Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final Map<String, String> settings = new HashMap<>();
    private final NettyRemotingClient client =
            new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
    private volatile BrokerConfig config;
    private FakeNameServer one;
    private FakeNameServer two;
    private TopicConfigManager topics;
    private RouteRegistrationService registration;

    @BeforeEach
    void create() throws Exception {
        one = new FakeNameServer();
        two = new FakeNameServer();
        settings.put("storePathRootDir", directory.toString());
        settings.put("brokerClusterName", "C");
        settings.put("brokerName", "B");
        settings.put("namesrvAddr", one.address() + ";" + two.address());
        configure();
        topics = new TopicConfigManager(() -> config, timer, timer::millis);
        registration =
                new RouteRegistrationService(() -> config, topics, client, timer, "10.0.0.1:10911", "10.0.0.2:10912");
    }

    @AfterEach
    void stop() {
        client.shutdown();
        one.close();
        two.close();
    }

    private void configure() {
        config = BrokerConfig.of(settings);
    }

    private static void awaitRegistrations(FakeNameServer server, int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> server.registrations.size() >= count);
        assertThat(server.registrations).hasSize(count);
    }

    private static TopicConfigSerializeWrapper lastTopics(FakeNameServer server) {
        List<FakeNameServer.Told> told = server.registrations;
        return told.get(told.size() - 1).body().topicConfigSerializeWrapper();
    }

    /** Lets changes be told. */
    private void settle() {
        timer.advance(100);
    }

    @Test
    void everyNameServerIsToldEverythingAtTheStart() {
        registration.start();
        awaitRegistrations(one, 1);
        awaitRegistrations(two, 1);
        FakeNameServer.Told told = one.registrations.get(0);
        assertThat(told.header())
                .isEqualTo(new RegisterBrokerRequestHeader(
                        "B", "10.0.0.1:10911", "C", "10.0.0.2:10912", 0, null, false, false, told.crc(), null));
        assertThat(lastTopics(one).topicConfigTable()).isEqualTo(topics.all());
        assertThat(lastTopics(one).dataVersion()).isEqualTo(topics.dataVersion());
    }

    @Test
    void changesOfTopicsAreToldSoonAndTogether() {
        registration.start();
        awaitRegistrations(one, 1);
        topics.update(new TopicConfig("T", 4, 4));
        topics.update(new TopicConfig("U", 4, 4));
        settle();
        awaitRegistrations(one, 2);
        assertThat(lastTopics(one).topicConfigTable()).containsKeys("T", "U");
        topics.delete("T");
        settle();
        awaitRegistrations(one, 3);
        assertThat(lastTopics(one).topicConfigTable()).doesNotContainKey("T");
        awaitRegistrations(two, 3);
    }

    @Test
    void whatChangesDuringARegistrationIsToldAfterIt() {
        one.hold = true;
        registration.start();
        awaitRegistrations(one, 1);
        topics.update(new TopicConfig("T", 4, 4));
        settle();
        topics.update(new TopicConfig("U", 4, 4));
        settle();
        awaitRegistrations(two, 3);
        awaitRegistrations(one, 1);
        one.answerHeld();
        awaitRegistrations(one, 2);
        assertThat(lastTopics(one).topicConfigTable()).containsKeys("T", "U");
    }

    @Test
    void aNameServerThatDoesNotAnswerDelaysNobody() {
        one.hold = true;
        registration.start();
        awaitRegistrations(two, 1);
        for (int i = 2; i <= 5; i++) {
            topics.update(new TopicConfig("T" + i, 4, 4));
            settle();
            awaitRegistrations(two, i);
        }
    }

    @Test
    void aNameServerIsAskedBeforeItIsToldAgain() {
        registration.start();
        awaitRegistrations(one, 1);
        awaitRegistrations(two, 1);
        two.changed = true;
        timer.advance(PERIOD_MILLIS);
        awaitRegistrations(two, 2);
        await().until(() -> one.versionQueries.size() == 1);
        assertThat(one.versionQueries).containsExactly(topics.dataVersion());
        awaitRegistrations(one, 1);
    }

    @Test
    void withForceRegisterItIsToldEveryTime() {
        settings.put("forceRegister", "true");
        configure();
        registration.start();
        awaitRegistrations(one, 1);
        timer.advance(PERIOD_MILLIS);
        awaitRegistrations(one, 2);
        assertThat(one.versionQueries).isEmpty();
    }

    @Test
    void anErrorIsAnsweredByTryingAgain() {
        one.answerCode = ResponseCode.SYSTEM_ERROR;
        registration.start();
        awaitRegistrations(one, 1);
        awaitRegistrations(two, 1);
        one.answerCode = ResponseCode.SUCCESS;
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            timer.advance(RETRY_MILLIS); // the failure may not have come back yet
            return one.registrations.size() == 2;
        });
        settle();
        timer.advance(RETRY_MILLIS);
        awaitRegistrations(one, 2);
        awaitRegistrations(two, 1);
    }

    @Test
    void aNameServerThatIsDownIsTriedUntilItIsThere() throws Exception {
        String down;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            down = "127.0.0.1:" + taken.getLocalPort();
        }
        settings.put("namesrvAddr", down + ";" + two.address());
        configure();
        registration.start();
        awaitRegistrations(two, 1);
        settings.put("namesrvAddr", one.address() + ";" + two.address());
        configure();
        registration.configChanged();
        awaitRegistrations(one, 1);
    }

    @Test
    void aNewListOfNameServersIsTakenOver() {
        settings.put("namesrvAddr", one.address());
        configure();
        registration.start();
        awaitRegistrations(one, 1);
        settings.put("namesrvAddr", " " + two.address() + " ; ");
        configure();
        registration.configChanged();
        awaitRegistrations(two, 1);
        topics.update(new TopicConfig("T", 4, 4));
        settle();
        awaitRegistrations(two, 2);
        awaitRegistrations(one, 1);
    }

    @Test
    void withoutNameServersTheBrokerRuns() {
        settings.put("namesrvAddr", "");
        configure();
        registration.start();
        topics.update(new TopicConfig("T", 4, 4));
        timer.advance(PERIOD_MILLIS);
        registration.shutdown();
        assertThat(one.registrations).isEmpty();
    }

    @Test
    void aBrokerThatMayNotBeWrittenHasNoTopicThatMay() {
        settings.put("brokerPermission", "4");
        configure();
        topics.update(new TopicConfig("T", 4, 4));
        registration.start();
        awaitRegistrations(one, 1);
        assertThat(lastTopics(one).topicConfigTable().get("T").getPerm()).isEqualTo(4);
        assertThat(lastTopics(one).topicConfigTable().get("TBW102").getPerm()).isEqualTo(4);
        assertThat(topics.find("T").getPerm()).isEqualTo(6);
        settings.put("brokerPermission", "6");
        configure();
        registration.configChanged();
        awaitRegistrations(one, 2);
        assertThat(lastTopics(one).topicConfigTable().get("T").getPerm()).isEqualTo(6);
    }

    @Test
    void registrationsCanBeCompressed() {
        settings.put("compressedRegister", "true");
        configure();
        registration.start();
        awaitRegistrations(one, 1);
        assertThat(one.registrations.get(0).header().compressed()).isTrue();
        assertThat(lastTopics(one).topicConfigTable()).isEqualTo(topics.all());
    }

    @Test
    void topicsWithAnOrderAreMarked() {
        one.ordered = Map.of("BenchmarkTest", "B:4", "unknown", "B:4");
        registration.start();
        await().until(() -> topics.find("BenchmarkTest").isOrder());
        assertThat(topics.find("SELF_TEST_TOPIC").isOrder()).isFalse();
    }

    @Test
    void atTheEndTheBrokerTakesLeave() {
        registration.start();
        awaitRegistrations(one, 1);
        awaitRegistrations(two, 1);
        two.close();
        registration.shutdown();
        assertThat(one.unregistrations)
                .containsExactly(
                        Map.of("brokerName", "B", "brokerAddr", "10.0.0.1:10911", "clusterName", "C", "brokerId", "0"));
        topics.update(new TopicConfig("T", 4, 4));
        timer.advance(PERIOD_MILLIS);
        awaitRegistrations(one, 1);
    }
}
