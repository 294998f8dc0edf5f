package io.cometmq.broker.admin;

import static io.cometmq.broker.admin.Requests.ask;
import static io.cometmq.broker.admin.Requests.createTopic;
import static io.cometmq.broker.admin.Requests.refused;
import static io.cometmq.broker.admin.Requests.request;
import static io.cometmq.broker.admin.Requests.succeed;
import static io.cometmq.remoting.protocol.ResponseCode.INVALID_PARAMETER;
import static io.cometmq.remoting.protocol.ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST;
import static io.cometmq.remoting.protocol.ResponseCode.SYSTEM_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.GroupForbidden;
import io.cometmq.remoting.protocol.body.SubscriptionGroupWrapper;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.DeleteSubscriptionGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllSubscriptionGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllSubscriptionGroupResponseHeader;
import io.cometmq.remoting.protocol.header.GetSubscriptionGroupConfigRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicsByConsumerRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateGroupForbiddenRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupAdminTest {
    @TempDir
    Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private SubscriptionGroupConfig get(String name) throws Exception {
        return ask(
                broker,
                RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG,
                new GetSubscriptionGroupConfigRequestHeader(name),
                SubscriptionGroupConfig.class);
    }

    @Test
    void aGroupIsCreatedAndIsOnDiskWhenThatIsAnswered() throws Exception {
        SubscriptionGroupConfig group = new SubscriptionGroupConfig("G1");
        group.setRetryMaxTimes(3);
        group.setRetryQueueNums(2);
        group.setAttributes(Map.of("+priority.factor", "7"));
        succeed(broker, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, null, group);
        assertThat(get("G1").getRetryMaxTimes()).isEqualTo(3);
        assertThat(get("G1").getAttributes()).isEqualTo(Map.of("priority.factor", "7"));
        assertThat(Files.readString(directory.resolve("config/subscriptionGroup.json")))
                .contains("\"G1\":{");
    }

    @Test
    void whatCannotBeAGroupIsRefused() throws Exception {
        refused(
                broker,
                request(
                        RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
                        null,
                        new SubscriptionGroupConfig("bad name!")),
                INVALID_PARAMETER,
                "The specified group: bad name!, contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        refused(
                broker,
                request(RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, null, "{}"),
                INVALID_PARAMETER,
                "The specified group is blank.");
        refused(
                broker,
                request(
                        RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
                        null,
                        "{\"groupName\":\"G1\",\"attributes\":{\"+foo\":\"bar\"}}"),
                SYSTEM_ERROR,
                "unsupported key: foo");
        assertThat(broker.call(request(RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, null, "no json"))
                        .getCode())
                .isEqualTo(SYSTEM_ERROR);
        refused(
                broker,
                request(
                        RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG,
                        new GetSubscriptionGroupConfigRequestHeader("bad name!"),
                        null),
                SUBSCRIPTION_GROUP_NOT_EXIST,
                "No group in this broker");
    }

    @Test
    void ofAListAllAreCreatedOrNone() throws Exception {
        refused(
                broker,
                request(
                        RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
                        null,
                        "{\"groupConfigList\":[{\"groupName\":\"G1\"},{\"groupName\":\" \"}]}"),
                INVALID_PARAMETER,
                "The specified group is blank.");
        succeed(
                broker,
                RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
                null,
                "{\"groupConfigList\":[{\"groupName\":\"G2\"},{\"groupName\":\"G3\"}]}");
        assertThat(all(null, null, null).subscriptionGroupTable())
                .containsKeys("G2", "G3")
                .doesNotContainKey("G1");
    }

    private SubscriptionGroupWrapper all(Integer start, String version, Integer count) throws Exception {
        return ask(
                broker,
                RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
                new GetAllSubscriptionGroupRequestHeader(start, version, count),
                SubscriptionGroupWrapper.class);
    }

    @Test
    void allGroupsAreListedAtOnceOrInPages() throws Exception {
        SubscriptionGroupWrapper all = all(null, null, null);
        assertThat(all.subscriptionGroupTable()).hasSize(8);
        String version = Json.toJson(all.dataVersion());
        assertThat(all(0, version, 5).subscriptionGroupTable()).hasSize(5);
        assertThat(all(5, version, 5).subscriptionGroupTable()).hasSize(3);
        RemotingCommand page = succeed(
                broker,
                RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
                new GetAllSubscriptionGroupRequestHeader(0, null, 1),
                null);
        assertThat(page.decodeCommandCustomHeader(GetAllSubscriptionGroupResponseHeader.class)
                        .totalGroupNum())
                .isEqualTo(8);
    }

    private List<String> topicsOf(String group) throws Exception {
        return List.copyOf(ask(
                        broker,
                        RequestCode.QUERY_TOPICS_BY_CONSUMER,
                        new QueryTopicsByConsumerRequestHeader(group),
                        TopicList.class)
                .topicList());
    }

    private void commit(String group, String topic) throws Exception {
        succeed(
                broker,
                RequestCode.UPDATE_CONSUMER_OFFSET,
                new UpdateConsumerOffsetRequestHeader(group, topic, 0, 1L, null),
                null);
    }

    @Test
    void aDeletedGroupKeepsItsOffsetsUnlessTheyAreToGoToo() throws Exception {
        createTopic(broker, "T", 1);
        get("G1");
        commit("G1", "T");
        succeed(
                broker,
                RequestCode.DELETE_SUBSCRIPTIONGROUP,
                new DeleteSubscriptionGroupRequestHeader("G1", false, false),
                null);
        assertThat(all(null, null, null).subscriptionGroupTable()).doesNotContainKey("G1");
        assertThat(topicsOf("G1")).containsExactly("T");
        succeed(
                broker,
                RequestCode.DELETE_SUBSCRIPTIONGROUP,
                new DeleteSubscriptionGroupRequestHeader("G1", true, false),
                null);
        assertThat(topicsOf("G1")).isEmpty();
    }

    @Test
    void aGroupCanBeForbiddenToReadATopic() throws Exception {
        createTopic(broker, "T", 1);
        assertThat(broker.pull("T", 0, 0).getCode()).isEqualTo(ResponseCode.PULL_NOT_FOUND);
        GroupForbidden forbidden = ask(
                broker,
                RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN,
                new UpdateGroupForbiddenRequestHeader("G", "T", false),
                GroupForbidden.class);
        assertThat(forbidden).isEqualTo(new GroupForbidden("T", "G", false));
        assertThat(ask(
                        broker,
                        RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN,
                        new UpdateGroupForbiddenRequestHeader("G", "T", null),
                        GroupForbidden.class))
                .isEqualTo(forbidden);
        assertThat(broker.call(request(
                                RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN,
                                new UpdateGroupForbiddenRequestHeader("G", "T", true),
                                null))
                        .getCode())
                .isZero();
        assertThat(all(null, null, null).forbiddenTable()).isEmpty();
    }
}
