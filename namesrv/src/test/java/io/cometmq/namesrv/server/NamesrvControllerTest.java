package io.cometmq.namesrv.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.common.TopicConfig;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.body.GetBrokerMemberGroupResponseBody;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.RegisterBrokerBody;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.BrokerHeartbeatRequestHeader;
import io.cometmq.remoting.protocol.header.GetBrokerMemberGroupRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.DeleteKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.DeleteTopicFromNamesrvRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVConfigResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVListByNamespaceRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetTopicsByClusterRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.PutKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterTopicRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.UnRegisterBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerResponseHeader;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.remoting.rpc.RequestTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name server over a socket: every request code (docs/protocol/request-codes.md, "Name server"). */
class NamesrvControllerTest {
    private static final String CLUSTER = "DefaultCluster";
    private static final DataVersion VERSION = new DataVersion(0, 1_000, 1);
    private static final long TIMEOUT_MILLIS = 30_000;

    @TempDir
    private Path directory;

    private NamesrvController namesrv;
    private String address;
    private NettyRemotingClient client;

    @BeforeEach
    void start() throws Exception {
        Path file = directory.resolve("namesrv.conf");
        Files.writeString(
                file,
                "listenPort=0\nbindAddress=127.0.0.1\nserverSelectorThreads=1\nscanNotActiveBrokerInterval=100\nkvConfigPath="
                        + directory.resolve("kvConfig.json") + "\n");
        namesrv = new NamesrvController(NamesrvSettings.load(file, Map.of(), System::getProperty));
        address = "127.0.0.1:" + namesrv.start();
        client = newClient();
    }

    private static NettyRemotingClient newClient() {
        return new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
    }

    @AfterEach
    void stop() {
        client.shutdown();
        namesrv.shutdown();
    }

    private RemotingCommand ask(int code, CommandHeader header, byte[] body) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, header);
        request.setBody(body);
        return client.invokeSync(address, request, TIMEOUT_MILLIS);
    }

    private RemotingCommand ask(int code, CommandHeader header) throws Exception {
        return ask(code, header, null);
    }

    private <T> T askBody(int code, CommandHeader header, Class<T> type) throws Exception {
        RemotingCommand answer = ask(code, header);
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        return Json.fromJson(answer.getBody(), type);
    }

    private static RegisterBrokerRequestHeader header(
            String name, long id, String broker, boolean compressed, int crc) {
        return new RegisterBrokerRequestHeader(
                name, broker, CLUSTER, broker + "2", id, null, null, compressed, crc, null);
    }

    private static RegisterBrokerBody topicsOf(String name) {
        return new RegisterBrokerBody(
                new TopicConfigSerializeWrapper(
                        Map.of(
                                "TopicTest",
                                new TopicConfig("TopicTest", 4, 4, 6),
                                name,
                                new TopicConfig(name, 1, 1, 7)),
                        VERSION),
                List.of());
    }

    private static int crcOf(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) (crc.getValue() & 0x7FFFFFFF);
    }

    private RemotingCommand register(NettyRemotingClient from, String name, long id, String broker, boolean compressed)
            throws Exception {
        byte[] body = topicsOf(name).encode(compressed);
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.REGISTER_BROKER, header(name, id, broker, compressed, crcOf(body)));
        request.setBody(body);
        RemotingCommand answer = from.invokeSync(address, request, TIMEOUT_MILLIS);
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        return answer;
    }

    private RemotingCommand route(String topic) throws Exception {
        return ask(RequestCode.GET_ROUTEINFO_BY_TOPIC, new GetRouteInfoRequestHeader(topic, null, null, null));
    }

    @Test
    void aRegisteredBrokerIsRouted() throws Exception {
        register(client, "a", 0, "127.0.0.1:1", false);
        register(client, "b", 0, "127.0.0.1:5", true);
        TopicRouteData route = Json.fromJson(route("TopicTest").getBody(), TopicRouteData.class);
        assertThat(route.brokerDatas()).hasSize(2);
        assertThat(route.queueDatas())
                .containsExactlyInAnyOrder(new QueueData("a", 4, 4, 6, 0), new QueueData("b", 4, 4, 6, 0));
        RemotingCommand none = route("Absent");
        assertThat(none.getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        assertThat(none.getRemark()).contains("'Absent'");
    }

    @Test
    void aSlaveIsToldItsMaster() throws Exception {
        register(client, "a", 0, "127.0.0.1:1", false);
        RegisterBrokerResponseHeader told = register(client, "a", 1, "127.0.0.1:3", false)
                .decodeCommandCustomHeader(RegisterBrokerResponseHeader.class);
        assertThat(told).isEqualTo(new RegisterBrokerResponseHeader("127.0.0.1:12", "127.0.0.1:1"));
        assertThat(askBody(
                                RequestCode.GET_BROKER_MEMBER_GROUP,
                                new GetBrokerMemberGroupRequestHeader(CLUSTER, "a"),
                                GetBrokerMemberGroupResponseBody.class)
                        .brokerMemberGroup()
                        .brokerAddrs())
                .isEqualTo(Map.of(0L, "127.0.0.1:1", 1L, "127.0.0.1:3"));
    }

    @Test
    void aDamagedRegistrationIsRefused() throws Exception {
        byte[] body = topicsOf("a").encode(false);
        RemotingCommand answer =
                ask(RequestCode.REGISTER_BROKER, header("a", 0, "127.0.0.1:1", false, crcOf(body) + 1), body);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(answer.getRemark()).contains("bodyCrc32");
        RemotingCommand nonsense =
                ask(RequestCode.REGISTER_BROKER, header("a", 0, "127.0.0.1:1", true, 0), "nonsense".getBytes(UTF_8));
        assertThat(nonsense.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(nonsense.getRemark()).contains("cannot be read");
        assertThat(route("TopicTest").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void unknownFieldsOfANewerBrokerAreTolerated() throws Exception {
        String body = "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":1,"
                + "\"stateVersion\":0,\"timestamp\":5},\"mappingDataVersion\":{\"counter\":0},\"topicConfigTable\":{"
                + "\"TopicTest\":{\"attributes\":{},\"order\":false,\"perm\":6,\"readQueueNums\":4,\"topicFilterType\":"
                + "\"SINGLE_TAG\",\"topicName\":\"TopicTest\",\"topicSysFlag\":0,\"writeQueueNums\":4},\"x\":{"
                + "\"topicName\":\"x\"}},\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{}}}";
        RemotingCommand answer =
                ask(RequestCode.REGISTER_BROKER, header("a", 0, "127.0.0.1:1", false, 0), body.getBytes(UTF_8));
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(new String(answer.getBody(), UTF_8)).isEqualTo("{\"table\":{}}");
        assertThat(route("TopicTest").getCode()).isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void theEndOfTheConnectionEndsTheRoute() throws Exception {
        NettyRemotingClient broker = newClient();
        register(broker, "a", 0, "127.0.0.1:1", false);
        assertThat(route("TopicTest").getCode()).isEqualTo(ResponseCode.SUCCESS);
        broker.shutdown();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(route("TopicTest").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST));
    }

    @Test
    void silenceEndsTheRoute() throws Exception {
        byte[] body = topicsOf("a").encode(false);
        RemotingCommand answer = ask(
                RequestCode.REGISTER_BROKER,
                new RegisterBrokerRequestHeader("a", "127.0.0.1:1", CLUSTER, "", 0, 50L, null, false, 0, null),
                body);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(route("TopicTest").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST));
    }

    @Test
    void anUnregisteredBrokerIsGone() throws Exception {
        register(client, "a", 0, "127.0.0.1:1", false);
        assertThat(ask(RequestCode.UNREGISTER_BROKER, new UnRegisterBrokerRequestHeader("a", "127.0.0.1:1", CLUSTER, 0))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
        assertThat(route("TopicTest").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void theDataVersionSaysWhetherToRegisterAgain() throws Exception {
        QueryDataVersionRequestHeader header = new QueryDataVersionRequestHeader("a", "127.0.0.1:1", CLUSTER, 0);
        RemotingCommand unknown = ask(RequestCode.QUERY_DATA_VERSION, header, Json.toJsonBytes(VERSION));
        assertThat(unknown.decodeCommandCustomHeader(QueryDataVersionResponseHeader.class)
                        .changed())
                .isTrue();
        assertThat(unknown.getBody()).isNull();
        register(client, "a", 0, "127.0.0.1:1", false);
        RemotingCommand same = ask(RequestCode.QUERY_DATA_VERSION, header, Json.toJsonBytes(VERSION));
        assertThat(same.decodeCommandCustomHeader(QueryDataVersionResponseHeader.class)
                        .changed())
                .isFalse();
        assertThat(Json.fromJson(same.getBody(), DataVersion.class)).isEqualTo(VERSION);
        RemotingCommand newer = ask(RequestCode.QUERY_DATA_VERSION, header, Json.toJsonBytes(VERSION.next(9)));
        assertThat(newer.decodeCommandCustomHeader(QueryDataVersionResponseHeader.class)
                        .changed())
                .isTrue();
        assertThat(ask(
                                RequestCode.BROKER_HEARTBEAT,
                                new BrokerHeartbeatRequestHeader(
                                        CLUSTER, "127.0.0.1:1", "a", 0L, null, null, null, null, null))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void listsAndClustersAreTold() throws Exception {
        register(client, "a", 0, "127.0.0.1:1", false);
        assertThat(askBody(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER, null, TopicList.class)
                        .topicList())
                .containsExactlyInAnyOrder("TopicTest", "a");
        assertThat(askBody(
                                RequestCode.GET_TOPICS_BY_CLUSTER,
                                new GetTopicsByClusterRequestHeader(CLUSTER),
                                TopicList.class)
                        .topicList())
                .containsExactlyInAnyOrder("TopicTest", "a");
        TopicList system = askBody(RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS, null, TopicList.class);
        assertThat(system.topicList()).containsExactlyInAnyOrder(CLUSTER, "a");
        assertThat(system.brokerAddr()).isEqualTo("127.0.0.1:1");
        for (int code : new int[] {
            RequestCode.GET_UNIT_TOPIC_LIST,
            RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST,
            RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST
        }) {
            assertThat(askBody(code, null, TopicList.class).topicList()).isEmpty();
        }
        ClusterInfo info = askBody(RequestCode.GET_BROKER_CLUSTER_INFO, null, ClusterInfo.class);
        assertThat(info.brokerAddrTable().get("a").brokerAddrs()).isEqualTo(Map.of(0L, "127.0.0.1:1"));
        assertThat(info.clusterAddrTable().get(CLUSTER)).containsExactly("a");
    }

    @Test
    void topicsAreAdministered() throws Exception {
        register(client, "a", 0, "127.0.0.1:1", false);
        assertThat(ask(RequestCode.WIPE_WRITE_PERM_OF_BROKER, new WipeWritePermOfBrokerRequestHeader("a"))
                        .decodeCommandCustomHeader(WipeWritePermOfBrokerResponseHeader.class)
                        .wipeTopicCount())
                .isEqualTo(2);
        assertThat(permOf("TopicTest")).isEqualTo(4);
        assertThat(ask(RequestCode.ADD_WRITE_PERM_OF_BROKER, new AddWritePermOfBrokerRequestHeader("a"))
                        .decodeCommandCustomHeader(AddWritePermOfBrokerResponseHeader.class)
                        .addTopicCount())
                .isEqualTo(2);
        assertThat(permOf("TopicTest")).isEqualTo(6);
        byte[] route = Json.toJsonBytes(new TopicRouteData(null, List.of(new QueueData("a", 3, 3, 6, 0)), null, null));
        assertThat(ask(RequestCode.REGISTER_TOPIC_IN_NAMESRV, new RegisterTopicRequestHeader("New"), route)
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
        assertThat(permOf("New")).isEqualTo(6);
        ask(RequestCode.DELETE_TOPIC_IN_NAMESRV, new DeleteTopicFromNamesrvRequestHeader("New", "Other"));
        assertThat(permOf("New")).isEqualTo(6);
        ask(RequestCode.DELETE_TOPIC_IN_NAMESRV, new DeleteTopicFromNamesrvRequestHeader("New", null));
        assertThat(route("New").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    private int permOf(String topic) throws Exception {
        return Json.fromJson(route(topic).getBody(), TopicRouteData.class)
                .queueDatas()
                .get(0)
                .perm();
    }

    @Test
    void valuesAreKeptForOthers() throws Exception {
        ask(RequestCode.PUT_KV_CONFIG, new PutKVConfigRequestHeader("ORDER_TOPIC_CONFIG", "TopicTest", "a:4"));
        assertThat(ask(RequestCode.GET_KV_CONFIG, new GetKVConfigRequestHeader("ORDER_TOPIC_CONFIG", "TopicTest"))
                        .decodeCommandCustomHeader(GetKVConfigResponseHeader.class)
                        .value())
                .isEqualTo("a:4");
        assertThat(askBody(
                                RequestCode.GET_KVLIST_BY_NAMESPACE,
                                new GetKVListByNamespaceRequestHeader("ORDER_TOPIC_CONFIG"),
                                KVTable.class)
                        .table())
                .isEqualTo(Map.of("TopicTest", "a:4"));
        assertThat(new String(register(client, "a", 0, "127.0.0.1:1", false).getBody(), UTF_8))
                .isEqualTo("{\"table\":{\"TopicTest\":\"a:4\"}}");
        ask(RequestCode.DELETE_KV_CONFIG, new DeleteKVConfigRequestHeader("ORDER_TOPIC_CONFIG", "TopicTest"));
        assertThat(ask(RequestCode.GET_KV_CONFIG, new GetKVConfigRequestHeader("ORDER_TOPIC_CONFIG", "TopicTest"))
                        .getCode())
                .isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        assertThat(ask(RequestCode.GET_KVLIST_BY_NAMESPACE, new GetKVListByNamespaceRequestHeader("ORDER_TOPIC_CONFIG"))
                        .getCode())
                .isEqualTo(ResponseCode.QUERY_NOT_FOUND);
    }

    @Test
    void settingsChangeAtOnceAndForLaterStarts() throws Exception {
        register(client, "a", 0, "127.0.0.1:1", false);
        ask(RequestCode.PUT_KV_CONFIG, new PutKVConfigRequestHeader("ORDER_TOPIC_CONFIG", "TopicTest", "a:4"));
        assertThat(route("TopicTest").getBody()).asString(UTF_8).doesNotContain("orderTopicConf");
        assertThat(ask(RequestCode.UPDATE_NAMESRV_CONFIG, null, "orderMessageEnable=true\n".getBytes(UTF_8))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
        assertThat(route("TopicTest").getBody()).asString(UTF_8).contains("\"orderTopicConf\":\"a:4\"");
        assertThat(new String(ask(RequestCode.GET_NAMESRV_CONFIG, null).getBody(), UTF_8))
                .contains("orderMessageEnable=true\n")
                .contains("listenPort=0\n");
        assertThat(directory.resolve("namesrv.conf")).content().contains("orderMessageEnable=true");
    }

    @Test
    void settingsThatMustNotChangeDoNot() throws Exception {
        RemotingCommand refused = ask(RequestCode.UPDATE_NAMESRV_CONFIG, null, "kvConfigPath=/tmp/x\n".getBytes(UTF_8));
        assertThat(refused.getCode()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(refused.getRemark()).contains("kvConfigPath");
        RemotingCommand malformed =
                ask(RequestCode.UPDATE_NAMESRV_CONFIG, null, "orderMessageEnable=perhaps\n".getBytes(UTF_8));
        assertThat(malformed.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(malformed.getRemark()).contains("orderMessageEnable");
        assertThat(ask(RequestCode.UPDATE_NAMESRV_CONFIG, null).getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(directory.resolve("namesrv.conf")).content().doesNotContain("perhaps");
    }

    @Test
    void anUnknownCodeIsAnsweredWithThree() throws Exception {
        RemotingCommand answer = ask(424_242, null);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
        assertThat(answer.getRemark()).isEqualTo(" request type 424242 not supported");
    }
}
