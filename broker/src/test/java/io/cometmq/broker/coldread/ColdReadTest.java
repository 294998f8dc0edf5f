package io.cometmq.broker.coldread;

import static io.cometmq.broker.server.RunningBroker.messages;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ColdDataFlowCtrInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColdReadTest {
    /** Nothing counts as recent, so that every read is one of old messages. */
    private static final String[] ALL_OLD = {
        "accessMessageInMemoryMaxRatio", "0", "coldDataFlowControlEnable", "true", "globalColdReadThreshold", "1000000"
    };

    @TempDir
    private Path directory;

    private static ColdReadLimits limits(boolean on, long group, long all, AtomicLong clock) {
        ColdReadConfig config = new ColdReadConfig(on, group, all);
        return new ColdReadLimits(() -> config, clock::get);
    }

    @Test
    void aGroupThatHasReadItsShareWaitsForTheNextSecond() {
        AtomicLong clock = new AtomicLong(10_000);
        ColdReadLimits limits = limits(true, 100, 1000, clock);

        limits.read("G", 99);
        assertThat(limits.objection("G")).isEmpty();
        limits.read("G", 1);
        assertThat(limits.objection("G")).contains("group G has read 100 bytes").contains("100 are allowed");
        assertThat(limits.objection("other")).isEmpty();

        clock.addAndGet(1000);
        assertThat(limits.objection("G")).isEmpty();
    }

    @Test
    void allGroupsTogetherHaveALimit() {
        AtomicLong clock = new AtomicLong(10_000);
        ColdReadLimits limits = limits(true, 100, 150, clock);
        limits.read("A", 80);
        limits.read("B", 80);

        assertThat(limits.objection("C")).contains("all groups together have read 160 bytes");
        clock.addAndGet(1000);
        assertThat(limits.objection("C")).isEmpty();
    }

    @Test
    void aLimitOfItsOwnCountsForAGroup() {
        ColdReadLimits limits = limits(true, 100, 1000, new AtomicLong(10_000));
        limits.limit(Map.of("G", 10L));
        limits.read("G", 10);
        assertThat(limits.objection("G")).contains("10 are allowed");
        limits.removeLimit("G");
        assertThat(limits.objection("G")).isEmpty();
    }

    @Test
    void nothingIsLimitedWhileItIsOff() {
        ColdReadLimits limits = limits(false, 0, 0, new AtomicLong(10_000));
        limits.read("G", 1 << 20);
        assertThat(limits.objection("G")).isEmpty();
        assertThat(limits.info().runtimeTable()).isEmpty();
    }

    @Test
    void whoHasReadNothingOldForAWhileIsForgotten() {
        AtomicLong clock = new AtomicLong(10_000);
        ColdReadLimits limits = limits(true, 100, 1000, clock);
        limits.read("G", 7);
        assertThat(limits.info().runtimeTable()).containsOnlyKeys("G");
        assertThat(limits.info().globalAcc()).isEqualTo(7);
        clock.addAndGet(61_000);
        assertThat(limits.info().runtimeTable()).isEmpty();
        assertThat(limits.info().globalAcc()).isZero();
    }

    private static RemotingCommand request(int code, String body) {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, null);
        request.setBody(body.getBytes(UTF_8));
        return request;
    }

    private static ColdDataFlowCtrInfo info(RunningBroker broker) throws Exception {
        return Json.fromJson(
                broker.call(request(RequestCode.GET_COLD_DATA_FLOW_CTR_INFO, ""))
                        .getBody(),
                ColdDataFlowCtrInfo.class);
    }

    @Test
    void aPullOfOldMessagesIsRefusedUntilTheGroupMayReadAgain() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory, ALL_OLD)) {
            broker.send("T", 0, "a");
            assertThat(broker.call(request(RequestCode.UPDATE_COLD_DATA_FLOW_CTR_CONFIG, "G=1\n"))
                            .getCode())
                    .isEqualTo(ResponseCode.SUCCESS);
            assertThat(info(broker).configTable()).isEqualTo(Map.of("G", 1L));

            RemotingCommand refused = await("a refusal")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> broker.pull("T", 0, 0), answer -> answer.getCode() == ResponseCode.SYSTEM_BUSY);
            assertThat(refused.getRemark()).contains("group G has read").contains("1 are allowed");
            assertThat(info(broker).runtimeTable()).containsKey("G");
            await("the next second")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> messages(broker.pull("T", 0, 0)).size() == 1);

            assertThat(broker.call(request(RequestCode.REMOVE_COLD_DATA_FLOW_CTR_CONFIG, "G"))
                            .getCode())
                    .isEqualTo(ResponseCode.SUCCESS);
            for (int i = 0; i < 3; i++) {
                assertThat(messages(broker.pull("T", 0, 0))).hasSize(1);
            }
            assertThat(info(broker).configTable()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G=abc", "G=-1", "G=", "a/b=5", "G=5\nH=x"})
    void aLimitThatIsNoneIsRefused(String body) throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            RemotingCommand answer = broker.call(request(RequestCode.UPDATE_COLD_DATA_FLOW_CTR_CONFIG, body));
            assertThat(answer.getCode()).isEqualTo(ResponseCode.INVALID_PARAMETER);
            assertThat(answer.getRemark()).isNotBlank();
            assertThat(info(broker).configTable()).isEmpty();
        }
    }
}
