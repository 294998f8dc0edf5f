package io.cometmq.broker.admin;

import static io.cometmq.broker.admin.Requests.ask;
import static io.cometmq.broker.admin.Requests.refused;
import static io.cometmq.broker.admin.Requests.request;
import static io.cometmq.broker.admin.Requests.succeed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.header.GetBrokerConfigResponseHeader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAdminTest {
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

    private String config() throws Exception {
        return new String(
                succeed(broker, RequestCode.GET_BROKER_CONFIG, null, null).getBody(), UTF_8);
    }

    @Test
    void theStateOfTheBroker() throws Exception {
        broker.send("T", 0, "hello");
        broker.messages("T", 0, 0);
        Map<String, String> table = ask(broker, RequestCode.GET_BROKER_RUNTIME_INFO, null, KVTable.class)
                .table();
        assertThat(table)
                .containsEntry("brokerVersionDesc", "V5_4_0")
                .containsEntry("brokerActive", "true")
                .containsEntry("commitLogMinOffset", "0")
                .containsEntry("putMessageTimesTotal", "1")
                .containsEntry("msgPutTotalTodayNow", "1")
                .containsEntry("msgPutTotalTodayMorning", "0")
                .containsEntry("msgGetTotalTodayNow", "1")
                .containsEntry("sendThreadPoolQueueSize", "0")
                .containsEntry("dispatchBehindBytes", "0")
                .containsEntry("commitLogDiskRatio_" + directory.resolve("commitlog"), table.get("commitLogDiskRatio"));
        assertThat(Long.parseLong(table.get("commitLogMaxOffset"))).isPositive();
        assertThat(Long.parseLong(table.get("earliestMessageTimeStamp"))).isPositive();
        assertThat(table.get("putTps").trim().split(" ", -1)).hasSize(3);
        assertThat(table.get("commitLogDirCapacity")).matches("Total : [0-9.]+ \\w+, Free : [0-9.]+ \\w+\\.");
        assertThat(table.get("runtime")).matches("\\[ 0 days, 0 hours, 0 minutes, \\d+ seconds ]");
        assertThat(table.get("remainHowManyDataToFlush")).matches("[0-9.]+ \\w+");
    }

    @Test
    void theConfigurationIsShownAndAFewKeysCanBeChanged() throws Exception {
        RemotingCommand answer = succeed(broker, RequestCode.GET_BROKER_CONFIG, null, null);
        DataVersion version = Json.fromJson(
                answer.decodeCommandCustomHeader(GetBrokerConfigResponseHeader.class)
                        .version(),
                DataVersion.class);
        assertThat(version.counter()).isZero();
        assertThat(config()).contains("brokerName=broker-t\n", "autoCreateTopicEnable=true\n", "flushDiskType=ASYNC");
        succeed(broker, RequestCode.UPDATE_BROKER_CONFIG, null, "autoCreateTopicEnable=false\n");
        assertThat(config()).contains("autoCreateTopicEnable=false\n");
        assertThat(broker.call(RunningBroker.sendRequest("unknown", 0, "x")).getCode())
                .isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void whatMayNotBeChangedIsRefused() throws Exception {
        refused(
                broker,
                request(RequestCode.UPDATE_BROKER_CONFIG, null, "brokerConfigPath=/x\n"),
                ResponseCode.NO_PERMISSION,
                "Can not update config in black list.");
        for (String wrong :
                new String[] {"flushDiskType=SYNC_FLUSH", "noSuchKey=1", "brokerPermission=abc", "x=\\u12"}) {
            RemotingCommand answer = broker.call(request(RequestCode.UPDATE_BROKER_CONFIG, null, wrong));
            assertThat(answer.getCode()).as(wrong).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(answer.getRemark()).isNotBlank();
        }
        assertThat(config()).contains("flushDiskType=ASYNC_FLUSH\n", "brokerPermission=6\n");
    }
}
