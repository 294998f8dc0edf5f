package io.cometmq.broker.filter;

import static io.cometmq.broker.server.RunningBroker.messages;
import static io.cometmq.broker.server.RunningBroker.offsets;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.json.Json;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.CheckClientRequestBody;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.UnregisterClientRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL92 conditions through requests. */
class PropertyFilterTest {
    private static final String GROUP = "G";
    private static final long LONG_HOLD_MILLIS = 60_000;

    @TempDir
    private Path directory;

    private RunningBroker broker;

    @AfterEach
    void stop() {
        broker.close();
    }

    private void start(String... settings) throws Exception {
        broker = RunningBroker.start(directory, settings);
    }

    @Test
    void aPullGetsWhatItsConditionHoldsFor() throws Exception {
        start("enablePropertyFilter", "true");
        sendAges(10);

        RemotingCommand answer = broker.call(pull("T", 0, "age > 6 AND sex = 'm'", 0));

        assertThat(texts(answer)).containsExactly("8");
        assertThat(offsets(answer).nextBeginOffset()).isEqualTo(10);
    }

    @Test
    void aConditionThatDoesNotCompileLetsAPullSeeEverything() throws Exception {
        start("enablePropertyFilter", "true");
        sendAges(3);

        assertThat(texts(broker.call(pull("T", 0, "age >", 0)))).containsExactly("0", "1", "2");
    }

    @Test
    void conditionsAreRefusedWhileTheyAreSwitchedOff() throws Exception {
        start();
        sendAges(1);

        RemotingCommand answer = broker.call(pull("T", 0, "age > 6", 0));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(answer.getRemark()).isEqualTo("The broker does not support consumer to filter message by SQL92");
        assertThat(check("age > 6").getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    }

    @Test
    void aClientIsToldBeforeItStartsWhatIsWrongWithItsCondition() throws Exception {
        start("enablePropertyFilter", "true");

        assertThat(check("age > 6").getCode()).isEqualTo(ResponseCode.SUCCESS);
        RemotingCommand refused = check("age >");
        assertThat(refused.getCode()).isEqualTo(ResponseCode.SUBSCRIPTION_PARSE_FAILED);
        assertThat(refused.getRemark()).contains("topic T", "unexpected the end", "line 1, column 6", "age >");
        assertThat(broker.call(RequestCode.CHECK_CLIENT_CONFIG, null).getCode()).isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void onlyAMessageThatMatchesWakesAWaitingPull() throws Exception {
        start("enablePropertyFilter", "true");
        sendAges(2);
        CompletableFuture<RemotingCommand> waiting = broker.callLater(pull("T", 2, "age > 6", LONG_HOLD_MILLIS));
        broker.call(pull("T", 0, "TRUE", 0));

        broker.send("T", 0, "other", "age", "3");
        broker.pull("T", 0, 0);
        assertThat(waiting).isNotDone();
        broker.send("T", 0, "wanted", "age", "7");

        assertThat(texts(waiting.get(10, TimeUnit.SECONDS))).containsExactly("wanted");
    }

    @Test
    void theConditionOfAHeartbeatCountsForPullsWithoutOne() throws Exception {
        start("enablePropertyFilter", "true");
        sendAges(10);
        beat(subscription("T", "age > 7", 5));

        assertThat(texts(broker.call(pull("T", 0, null, 5, 0)))).containsExactly("8", "9");
        assertThat(broker.call(pull("T", 0, null, 6, 0)).getCode()).isEqualTo(ResponseCode.SUBSCRIPTION_NOT_LATEST);
    }

    @Test
    void aConditionOfAHeartbeatThatDoesNotCompileIsNotKnown() throws Exception {
        start("enablePropertyFilter", "true");
        sendAges(1);
        beat(subscription("T", "age >", 5));

        assertThat(broker.call(pull("T", 0, null, 5, 0)).getCode()).isEqualTo(ResponseCode.FILTER_DATA_NOT_EXIST);
    }

    @Test
    void anOlderConditionIsReplacedByALaterOneOnly() throws Exception {
        start("enablePropertyFilter", "true");
        sendAges(10);
        beat(subscription("T", "age > 7", 5));
        beat(subscription("T", "age > 8", 6));

        assertThat(texts(broker.call(pull("T", 0, null, 6, 0)))).containsExactly("9");
    }

    @Test
    void theConditionHoldsInTheRetryTopicWhenThatIsSwitchedOn() throws Exception {
        start("enablePropertyFilter", "true", "filterSupportRetry", "true");
        beat(subscription("T", "age > 7", 5));
        String retryTopic = "%RETRY%" + GROUP;
        broker.send(retryTopic, 0, "young", "age", "3", "RETRY_TOPIC", "T");
        broker.send(retryTopic, 0, "old", "age", "8", "RETRY_TOPIC", "T");
        broker.send(retryTopic, 0, "of another topic", "age", "3", "RETRY_TOPIC", "U");
        broker.send(retryTopic, 0, "of none", "age", "3");

        assertThat(texts(broker.pull(retryTopic, 0, 0))).containsExactly("old", "of another topic", "of none");
    }

    @Test
    void theRetryTopicIsNotFilteredOtherwise() throws Exception {
        start("enablePropertyFilter", "true");
        beat(subscription("T", "age > 7", 5));
        broker.send("%RETRY%" + GROUP, 0, "young", "age", "3", "RETRY_TOPIC", "T");

        assertThat(texts(broker.pull("%RETRY%" + GROUP, 0, 0))).containsExactly("young");
    }

    @Test
    void conditionsAreKeptInTheirFileUntilTheGroupComesBack() throws Exception {
        start("enablePropertyFilter", "true");
        beat(subscription("T", "age > 7", 5));
        broker.call(RequestCode.UNREGISTER_CLIENT, new UnregisterClientRequestHeader("c@1", null, GROUP));
        broker.close();

        Path file = directory.resolve("config/consumerFilter.json");
        assertThat(file)
                .content()
                .contains("\"filterDataByTopic\"", "\"bitNum\":112", "\"dead\":true", "\"clientVersion\":5");
        ConsumerFilterFile content = Json.fromJson(Files.readAllBytes(file), ConsumerFilterFile.class);
        ConsumerFilterData data =
                content.filterDataByTopic().get("T").groupFilterData().get(GROUP);
        assertThat(data.expression()).isEqualTo("age > 7");
        assertThat(data.deadTime()).isGreaterThanOrEqualTo(data.bornTime());

        start("enablePropertyFilter", "true");
        sendAges(9);
        beat(subscription("T", "age > 7", 5));
        assertThat(texts(broker.call(pull("T", 0, null, 5, 0)))).containsExactly("8");
    }

    @Test
    void theExtensionOfAQueueHasTheBitsOfTheConditionsThatHold() throws Exception {
        start("enablePropertyFilter", "true", "enableConsumeQueueExt", "true", "enableCalcFilterBitMap", "true");
        sendAges(1);
        beat(subscription("T", "age > 7", 5));
        sendAges(10);

        assertThat(texts(broker.call(pull("T", 0, null, 5, 0)))).containsExactly("8", "9");
        broker.close();

        byte[] bits = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        new BitMapBits(BloomFilter.of(20, 32).data(GROUP, "T"), 0).setIn(bits);
        List<byte[]> maps = bitMaps(Files.readAllBytes(directory.resolve("consumequeue_ext/T/0/00000000000000000000")));
        assertThat(maps).hasSize(11);
        assertThat(maps.get(0)).isEmpty();
        assertThat(maps.subList(1, 9)).allMatch(map -> Arrays.equals(map, new byte[bits.length]));
        assertThat(maps.subList(9, 11)).allMatch(map -> Arrays.equals(map, bits));
    }

    /** Units of docs/protocol/message-formats.md 7.1. */
    private static List<byte[]> bitMaps(byte[] file) {
        ByteBuffer units = ByteBuffer.wrap(file);
        List<byte[]> maps = new ArrayList<>();
        while (units.remaining() > 20 && units.getShort(units.position()) > 0) {
            byte[] map = new byte[units.getShort(units.position()) - 20];
            units.position(units.position() + 20);
            units.get(map);
            maps.add(map);
        }
        return maps;
    }

    private void sendAges(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            broker.send("T", 0, "" + i, "age", "" + i, "sex", i % 2 == 0 ? "m" : "f");
        }
    }

    private static RemotingCommand pull(String topic, long offset, String condition, long suspendMillis) {
        return pull(topic, offset, condition, 0, suspendMillis);
    }

    private static RemotingCommand pull(
            String topic, long offset, String condition, long subVersion, long suspendMillis) {
        return RemotingCommand.createRequestCommand(
                RequestCode.PULL_MESSAGE,
                new PullMessageRequestHeader(
                        GROUP,
                        topic,
                        0,
                        offset,
                        32,
                        PullSysFlag.buildSysFlag(false, suspendMillis > 0, condition != null, false),
                        0,
                        suspendMillis,
                        condition,
                        subVersion,
                        condition == null ? null : ExpressionType.SQL92,
                        null,
                        null,
                        null,
                        null));
    }

    private RemotingCommand check(String condition) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.CHECK_CLIENT_CONFIG, null);
        request.setBody(
                Json.toJsonBytes(new CheckClientRequestBody("c@1", GROUP, subscription("T", condition, 1), null)));
        return broker.call(request);
    }

    private static SubscriptionData subscription(String topic, String condition, long version) {
        SubscriptionData subscription = new SubscriptionData(topic, condition);
        subscription.setExpressionType(ExpressionType.SQL92);
        subscription.setSubVersion(version);
        return subscription;
    }

    private void beat(SubscriptionData subscription) throws Exception {
        ConsumerData consumer = new ConsumerData(
                GROUP,
                ConsumeType.CONSUME_PASSIVELY,
                MessageModel.CLUSTERING,
                ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
                Set.of(subscription),
                false);
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null);
        request.setBody(Json.toJsonBytes(new HeartbeatData("c@1", Set.of(), Set.of(consumer), 0, false)));
        assertThat(broker.call(request).getCode()).isEqualTo(ResponseCode.SUCCESS);
    }

    private static List<String> texts(RemotingCommand answer) {
        return messages(answer).stream()
                .map(message -> new String(message.getBody(), UTF_8))
                .toList();
    }
}
