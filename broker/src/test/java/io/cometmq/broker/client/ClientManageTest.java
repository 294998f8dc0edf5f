package io.cometmq.broker.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.fixture.LoopbackClient;
import io.cometmq.broker.fixture.LoopbackServer;
import io.cometmq.broker.fixture.ManualTimer;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.GetConsumerListByGroupResponseBody;
import io.cometmq.remoting.protocol.header.GetConsumerListByGroupRequestHeader;
import io.cometmq.remoting.protocol.header.HeartbeatResponseHeader;
import io.cometmq.remoting.protocol.header.UnregisterClientRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.ProducerData;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.RequestTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come, stay and go, over real connections; time is the test's. */
class ClientManageTest {
    private static final long EXPIRY_MILLIS = 120_000;

    @TempDir
    Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final List<LoopbackClient> clients = new ArrayList<>();
    private SubscriptionGroupManager groups;
    private TopicConfigManager topics;
    private ConsumerManager consumers;
    private ProducerManager producers;
    private ClientHousekeepingService housekeeping;
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        BrokerConfig config = BrokerConfig.of(Map.of("storePathRootDir", directory.toString()));
        groups = new SubscriptionGroupManager(() -> config, timer, timer::millis);
        topics = new TopicConfigManager(() -> config, timer, timer::millis);
        consumers = new ConsumerManager(new ConsumerIdsChangeNotifier(() -> config, groups, timer), List.of());
        producers = new ProducerManager();
        housekeeping = new ClientHousekeepingService(consumers, producers, EXPIRY_MILLIS, timer::millis);
        ClientManageProcessor processor =
                new ClientManageProcessor(producers, consumers, groups, topics, timer::millis);
        RequestTable table = new RequestTable()
                .onEventLoop(RequestCode.HEART_BEAT, processor::heartbeat)
                .onEventLoop(RequestCode.UNREGISTER_CLIENT, processor::unregister)
                .onEventLoop(RequestCode.GET_CONSUMER_LIST_BY_GROUP, processor::consumerIds);
        server = new LoopbackServer(table, housekeeping);
    }

    @AfterEach
    void stop() {
        clients.forEach(LoopbackClient::close);
        server.close();
    }

    private LoopbackClient client() {
        LoopbackClient client = new LoopbackClient(
                server.address(), Map.of(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, (exchange, request) -> null));
        clients.add(client);
        return client;
    }

    private static SubscriptionData subscription(String topic, String expression, long version) {
        SubscriptionData subscription = new SubscriptionData(topic, expression);
        subscription.setSubVersion(version);
        return subscription;
    }

    private static ConsumerData consumer(String group, MessageModel model, SubscriptionData... subscriptions) {
        return new ConsumerData(
                group,
                ConsumeType.CONSUME_PASSIVELY,
                model,
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                Set.of(subscriptions),
                false);
    }

    private static ConsumerData consumer(String group, SubscriptionData... subscriptions) {
        return consumer(group, MessageModel.CLUSTERING, subscriptions);
    }

    private static HeartbeatData heartbeat(String clientId, ConsumerData... consumers) {
        return new HeartbeatData(clientId, Set.of(), Set.of(consumers), 0, false);
    }

    private static RemotingCommand beat(LoopbackClient client, HeartbeatData heartbeat) throws Exception {
        RemotingCommand answer = client.call(RequestCode.HEART_BEAT, null, heartbeat);
        assertThat(answer.getCode()).as(answer.getRemark()).isZero();
        return answer;
    }

    private static boolean needsSubscriptions(RemotingCommand answer) throws Exception {
        HeartbeatResponseHeader header = answer.decodeCommandCustomHeader(HeartbeatResponseHeader.class);
        assertThat(header.IS_SUPPORT_HEART_BEAT_V2()).isTrue();
        return header.IS_SUB_CHANGE();
    }

    private List<String> consumerIds(LoopbackClient client, String group) throws Exception {
        RemotingCommand answer = client.call(
                RequestCode.GET_CONSUMER_LIST_BY_GROUP, new GetConsumerListByGroupRequestHeader(group), null);
        if (answer.getCode() != ResponseCode.SUCCESS) {
            assertThat(answer.getRemark()).isEqualTo("no consumer for this group, " + group);
            return List.of();
        }
        return Json.fromJson(answer.getBody(), GetConsumerListByGroupResponseBody.class)
                .consumerIdList();
    }

    /**
     * What has been told to the client since the last time; the calls make sure that everything told has come. Two, because the event loop
     * that reads the first may answer it before it takes up what another thread has handed to it.
     */
    private int notifications(LoopbackClient client) throws Exception {
        consumerIds(client, "any");
        consumerIds(client, "any");
        int count = client.asked().size();
        client.asked().clear();
        return count;
    }

    @Test
    void aHeartbeatRegistersProducersAndConsumers() throws Exception {
        LoopbackClient client = client();
        beat(
                client,
                new HeartbeatData(
                        "c@1",
                        Set.of(new ProducerData("PG")),
                        Set.of(consumer("G", subscription("T", "TagA", 1))),
                        0,
                        false));
        assertThat(consumerIds(client, "G")).containsExactly("c@1");
        assertThat(producers.clients("PG"))
                .extracting(ClientChannelInfo::clientId)
                .containsExactly("c@1");
        ConsumerGroupInfo group = consumers.find("G");
        assertThat(group.subscriptionData("T").getSubString()).isEqualTo("TagA");
        assertThat(group.subscriptionData("U")).isNull();
        assertThat(group.messageModel()).isEqualTo(MessageModel.CLUSTERING);
        assertThat(group.consumeType()).isEqualTo(ConsumeType.CONSUME_PASSIVELY);
        assertThat(group.consumeFromWhere()).isEqualTo(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
        assertThat(consumers.groupsOf("T")).containsExactly("G");
        assertThat(groups.find("G")).isNotNull();
        assertThat(topics.find("%RETRY%G")).isEqualTo(new TopicConfig("%RETRY%G", 1, 1, 6));
    }

    @Test
    void theRetryTopicHasTheGroupsQueuesAndUnit() throws Exception {
        SubscriptionGroupConfig group = new SubscriptionGroupConfig("G");
        group.setRetryQueueNums(3);
        groups.update(group);
        beat(
                client(),
                heartbeat(
                        "c@1",
                        new ConsumerData(
                                "G", ConsumeType.CONSUME_PASSIVELY, MessageModel.CLUSTERING, null, Set.of(), true)));
        assertThat(topics.find("%RETRY%G")).isEqualTo(new TopicConfig("%RETRY%G", 3, 3, 6, 2));
    }

    @Test
    void aGroupThatMayNotBeCreatedIsLeftOut() throws Exception {
        LoopbackClient client = client();
        beat(client, heartbeat("c@1", consumer("bad group!"), consumer("G")));
        assertThat(consumerIds(client, "bad group!")).isEmpty();
        assertThat(topics.find("%RETRY%bad group!")).isNull();
        assertThat(consumerIds(client, "G")).containsExactly("c@1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xx",
                "[]",
                "{\"producerDataSet\":[{\"groupName\":\"PG\"}]}",
                "{\"clientID\":\"c\",\"producerDataSet\":[{}]}",
                "{\"clientID\":\"c\",\"consumerDataSet\":[{}]}",
                "{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\"G\",\"subscriptionDataSet\":[{}]}]}",
            })
    void aMalformedHeartbeatIsRefused(String body) throws Exception {
        RemotingCommand answer = client().call(RequestCode.HEART_BEAT, null, body);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(answer.getRemark()).isNotBlank();
        assertThat(consumers.all()).isEmpty();
        assertThat(producers.groups()).isEmpty();
    }

    @Test
    void ofATopicTheLaterSubscriptionCounts() throws Exception {
        LoopbackClient client = client();
        beat(client, heartbeat("c@1", consumer("G", subscription("T", "A", 5))));
        beat(client, heartbeat("c@1", consumer("G", subscription("T", "B", 4))));
        assertThat(consumers.find("G").subscriptionData("T").getSubString()).isEqualTo("A");
        beat(client, heartbeat("c@1", consumer("G", subscription("T", "C", 6))));
        assertThat(consumers.find("G").subscriptionData("T").getSubString()).isEqualTo("C");
        beat(client, heartbeat("c@1", consumer("G", subscription("U", "*", 7))));
        assertThat(consumers.find("G").subscriptions()).containsOnlyKeys("U");
    }

    @Test
    void membersAreToldWhenOthersComeAndGo() throws Exception {
        LoopbackClient one = client();
        LoopbackClient two = client();
        beat(one, heartbeat("one", consumer("G", subscription("T", "*", 1))));
        assertThat(notifications(one)).isEqualTo(1);
        timer.advance(1_000);
        beat(two, heartbeat("two", consumer("G", subscription("T", "*", 1))));
        assertThat(notifications(one)).isEqualTo(1);
        assertThat(notifications(two)).isEqualTo(1);
        timer.advance(1_000);
        beat(two, heartbeat("two", consumer("G", subscription("T", "*", 1))));
        beat(two, heartbeat("two", consumer("G", subscription("T", "A", 2))));
        timer.advance(1_000);
        assertThat(notifications(one)).as("nobody came, no topic changed").isZero();
        beat(two, heartbeat("two", consumer("G", subscription("U", "*", 3))));
        assertThat(notifications(one)).as("topics changed").isEqualTo(1);
        timer.advance(1_000);
        two.call(RequestCode.UNREGISTER_CLIENT, new UnregisterClientRequestHeader("two", null, "G"), null);
        assertThat(notifications(one)).isEqualTo(1);
        assertThat(consumerIds(one, "G")).containsExactly("one");
    }

    @Test
    void theNotificationNamesItsGroup() throws Exception {
        LoopbackClient client = client();
        beat(client, heartbeat("one", consumer("G")));
        await().until(() -> !client.asked().isEmpty());
        RemotingCommand notification = client.asked().remove();
        assertThat(notification.isOnewayRPC()).isTrue();
        assertThat(notification.getExtFields()).isEqualTo(Map.of("consumerGroup", "G"));
    }

    @Test
    void manyChangesInAShortTimeAreToldTogether() throws Exception {
        LoopbackClient first = client();
        beat(first, heartbeat("first", consumer("G")));
        for (int i = 0; i < 10; i++) {
            beat(client(), heartbeat("client" + i, consumer("G")));
        }
        assertThat(notifications(first)).as("at once").isEqualTo(1);
        timer.advance(ConsumerIdsChangeNotifier.QUIET_MILLIS);
        assertThat(notifications(first)).as("the rest together").isEqualTo(1);
        timer.advance(10 * ConsumerIdsChangeNotifier.QUIET_MILLIS);
        assertThat(notifications(first)).isZero();
        assertThat(consumerIds(first, "G")).hasSize(11);
    }

    @Test
    void notifyingCanBeSwitchedOffForAGroup() throws Exception {
        SubscriptionGroupConfig group = new SubscriptionGroupConfig("G");
        group.setNotifyConsumerIdsChangedEnable(false);
        groups.update(group);
        LoopbackClient client = client();
        beat(client, heartbeat("one", consumer("G")));
        assertThat(notifications(client)).isZero();
    }

    @Test
    void broadcastGroupsAreNotTold() throws Exception {
        LoopbackClient one = client();
        beat(one, heartbeat("one", consumer("G", MessageModel.BROADCASTING)));
        beat(client(), heartbeat("two", consumer("G", MessageModel.BROADCASTING)));
        timer.advance(1_000);
        assertThat(notifications(one)).isZero();
    }

    @Test
    void aClosedConnectionLeavesAllItsGroups() throws Exception {
        LoopbackClient stays = client();
        LoopbackClient goes = client();
        beat(stays, heartbeat("stays", consumer("G")));
        beat(
                goes,
                new HeartbeatData(
                        "goes", Set.of(new ProducerData("PG")), Set.of(consumer("G"), consumer("H")), 0, false));
        timer.advance(1_000);
        notifications(stays);
        goes.close();
        await().until(() -> producers.groups().isEmpty() && consumers.find("H") == null);
        await().until(() -> notifications(stays) == 1);
        assertThat(consumerIds(stays, "G")).containsExactly("stays");
        timer.advance(1_000);
        assertThat(notifications(stays)).isZero();
    }

    @Test
    void silentClientsAreTakenForGone() throws Exception {
        LoopbackClient silent = client();
        LoopbackClient beating = client();
        beat(silent, new HeartbeatData("silent", Set.of(new ProducerData("PG")), Set.of(consumer("G")), 0, false));
        beat(beating, heartbeat("beating", consumer("G")));
        timer.advance(EXPIRY_MILLIS / 2);
        beat(beating, heartbeat("beating", consumer("G")));
        timer.advance(EXPIRY_MILLIS / 2);
        housekeeping.scan();
        assertThat(consumerIds(beating, "G")).as("not yet").hasSize(2);
        timer.advance(1);
        housekeeping.scan();
        assertThat(consumerIds(beating, "G")).containsExactly("beating");
        assertThat(producers.groups()).isEmpty();
    }

    @Test
    void aClientThatIsConnectedTwiceIsListedOnce() throws Exception {
        LoopbackClient before = client();
        LoopbackClient after = client();
        beat(before, heartbeat("c@1", consumer("G")));
        beat(after, heartbeat("c@1", consumer("G")));
        assertThat(consumerIds(after, "G")).containsExactly("c@1");
        before.close();
        await().until(() -> consumers.find("G").clients().size() == 1);
        assertThat(consumerIds(after, "G")).containsExactly("c@1");
    }

    @Test
    void aClientMayChangeItsId() throws Exception {
        LoopbackClient client = client();
        beat(client, heartbeat("c@1", consumer("G")));
        beat(client, heartbeat("c@2", consumer("G")));
        assertThat(consumerIds(client, "G")).containsExactly("c@2");
    }

    @Test
    void unregisteringWhatIsNotRegisteredIsNoError() throws Exception {
        LoopbackClient client = client();
        RemotingCommand answer =
                client.call(RequestCode.UNREGISTER_CLIENT, new UnregisterClientRequestHeader("c@1", "PG", "G"), null);
        assertThat(answer.getCode()).isZero();
        beat(client, new HeartbeatData("c@1", Set.of(new ProducerData("PG")), Set.of(), 0, false));
        client.call(RequestCode.UNREGISTER_CLIENT, new UnregisterClientRequestHeader("c@1", "PG", null), null);
        assertThat(producers.groups()).isEmpty();
    }

    @Test
    void subscriptionsAreLeftOutOnlyWhenTheBrokerKnowsThem() throws Exception {
        LoopbackClient client = client();
        ConsumerData full = consumer("G", subscription("T", "*", 1));
        ConsumerData without = consumer("G");
        assertThat(needsSubscriptions(beat(client, heartbeat("c@1", full))))
                .as("an old client's answer")
                .isTrue();
        assertThat(needsSubscriptions(beat(client, new HeartbeatData("c@1", Set.of(), Set.of(without), 5, true))))
                .as("its fingerprint is new")
                .isTrue();
        assertThat(needsSubscriptions(beat(client, new HeartbeatData("c@1", Set.of(), Set.of(full), 5, false))))
                .isFalse();
        assertThat(needsSubscriptions(beat(client, new HeartbeatData("c@1", Set.of(), Set.of(without), 5, true))))
                .isFalse();
        assertThat(consumers.find("G").subscriptions()).containsOnlyKeys("T");
        assertThat(needsSubscriptions(beat(client, new HeartbeatData("c@1", Set.of(), Set.of(without), 6, true))))
                .as("its subscriptions have changed")
                .isTrue();
        assertThat(needsSubscriptions(
                        beat(client(), new HeartbeatData("c@2", Set.of(), Set.of(consumer("H")), 5, true))))
                .as("a group that the broker has forgotten")
                .isTrue();
        assertThat(needsSubscriptions(
                        beat(client, new HeartbeatData("c@1", Set.of(new ProducerData("P")), Set.of(), 9, true))))
                .as("a producer has none")
                .isFalse();
    }

    @Test
    void manyClientsComeAtOnce() throws Exception {
        List<LoopbackClient> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(client());
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < many.size(); i++) {
            LoopbackClient client = many.get(i);
            HeartbeatData heartbeat = heartbeat("client" + i, consumer("G"), consumer("H"));
            threads.add(new Thread(() -> {
                try {
                    beat(client, heartbeat);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(consumerIds(many.get(0), "G")).hasSize(20);
        many.forEach(LoopbackClient::close);
        await().atMost(Duration.ofSeconds(10)).until(() -> consumers.all().isEmpty());
    }

    @Test
    void theListIsJsonAsClientsReadIt() throws Exception {
        LoopbackClient client = client();
        beat(client, heartbeat("c@1", consumer("G")));
        RemotingCommand answer =
                client.call(RequestCode.GET_CONSUMER_LIST_BY_GROUP, new GetConsumerListByGroupRequestHeader("G"), null);
        assertThat(new String(answer.getBody(), UTF_8)).isEqualTo("{\"consumerIdList\":[\"c@1\"]}");
    }
}
