package io.cometmq.broker.pull;

import static io.cometmq.broker.server.RunningBroker.messages;
import static io.cometmq.broker.server.RunningBroker.offsets;
import static io.cometmq.broker.server.RunningBroker.pullRequest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullMessageTest {
    /** Longer than any test may take: an answer within it did not come from the deadline. */
    private static final long LONG_HOLD_MILLIS = 60_000;

    @TempDir
    private Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void messagesComeInOrderWithTheQueuesOffsets() throws Exception {
        for (int i = 0; i < 40; i++) {
            broker.send("T", 0, "m" + i);
        }

        RemotingCommand answer = broker.pull("T", 0, 5);

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(answer.getRemark()).isEqualTo("FOUND");
        assertThat(texts(messages(answer))).hasSize(32).startsWith("m5", "m6").endsWith("m36");
        PullMessageResponseHeader offsets = offsets(answer);
        assertThat(offsets.nextBeginOffset()).isEqualTo(37);
        assertThat(offsets.minOffset()).isZero();
        assertThat(offsets.maxOffset()).isEqualTo(40);
        assertThat(offsets.suggestWhichBrokerId()).isZero();
        assertThat(offsets.topicSysFlag()).isZero();
        assertThat(offsets.groupSysFlag()).isZero();
    }

    @Test
    void bodiesOfAnySizeArriveWhole() throws Exception {
        String large = "0123456789".repeat(30_000);
        broker.send("T", 0, "small");
        broker.send("T", 0, large);

        assertThat(texts(broker.messages("T", 0, 0))).containsExactly("small");
        assertThat(texts(broker.messages("T", 0, 1))).containsExactly(large);
    }

    @ParameterizedTest
    @CsvSource({
        // queue 0 holds two messages, queue 1 none
        "0, 2, 19, OFFSET_OVERFLOW_ONE, 2",
        "0, 3, 21, OFFSET_OVERFLOW_BADLY, 2",
        "0, -1, 21, OFFSET_TOO_SMALL, 0",
        "1, 0, 19, NO_MESSAGE_IN_QUEUE, 0",
        "1, 7, 21, NO_MESSAGE_IN_QUEUE, 0"
    })
    void offsetsOutsideTheQueueAreCorrected(int queueId, long offset, int code, String remark, long next)
            throws Exception {
        broker.send("T", 0, "a");
        broker.send("T", 0, "b");

        RemotingCommand answer = broker.pull("T", queueId, offset);

        assertThat(answer.getCode()).isEqualTo(code);
        assertThat(answer.getRemark()).isEqualTo(remark);
        assertThat(offsets(answer).nextBeginOffset()).isEqualTo(next);
        assertThat(messages(answer)).isEmpty();
    }

    @Test
    void onlyMessagesWithOneOfTheTagsAreSent() throws Exception {
        broker.send("T", 0, "1", "TAGS", "A");
        broker.send("T", 0, "2", "TAGS", "B");
        broker.send("T", 0, "3", "TAGS", "C");
        broker.send("T", 0, "4");

        RemotingCommand some = broker.call(pullRequest("T", 0, 0, 0, "A || C"));
        RemotingCommand none = broker.call(pullRequest("T", 0, 0, 0, "D"));

        assertThat(texts(messages(some))).containsExactly("1", "3");
        assertThat(offsets(some).nextBeginOffset()).isEqualTo(4);
        assertThat(none.getCode()).isEqualTo(ResponseCode.PULL_RETRY_IMMEDIATELY);
        assertThat(offsets(none).nextBeginOffset()).isEqualTo(4);
    }

    @Test
    void atLeastOneMessageIsSentWhateverTheConsumerWants() throws Exception {
        broker.send("T", 0, "a");
        broker.send("T", 0, "b");

        assertThat(texts(messages(broker.call(request("G", "T", 0, 4, "*", null, 0, 1)))))
                .containsExactly("a");
        assertThat(texts(messages(broker.call(request("G", "T", 0, 4, "*", null, 32, 1)))))
                .containsExactly("a");
    }

    @Test
    void whoMayNotPullIsToldWhy() throws Exception {
        broker.send("T", 0, "a");

        assertRefused(request("G", "None", 0, 4, "*", null, 32, null), ResponseCode.TOPIC_NOT_EXIST, "None");
        assertRefused(
                request("bad group", "T", 0, 4, "*", null, 32, null),
                ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                "bad group");
        assertRefused(request("G", "T", 4, 4, "*", null, 32, null), ResponseCode.INVALID_PARAMETER, "queueId[4]");
        assertRefused(request("G", "T", -1, 4, "*", null, 32, null), ResponseCode.INVALID_PARAMETER, "queueId[-1]");
        assertRefused(request("G", "T", 0, 4, "||", null, 32, null), ResponseCode.SUBSCRIPTION_PARSE_FAILED, "||");
        assertRefused(request("G", "T", 0, 4, "a > 5", "SQL92", 32, null), ResponseCode.SYSTEM_ERROR, "SQL92");
        assertRefused(request("G", "T", 0, 0, null, null, 32, null), ResponseCode.SUBSCRIPTION_NOT_EXIST, "G");
    }

    private void assertRefused(RemotingCommand request, int code, String remark) throws Exception {
        RemotingCommand answer = broker.call(request);
        assertThat(answer.getCode()).isEqualTo(code);
        assertThat(answer.getRemark()).contains(remark);
    }

    @Test
    void thePermissionOfTheBrokerForbidsPulls() throws Exception {
        broker.close();
        broker = RunningBroker.start(directory.resolve("other"), "brokerPermission", "2");
        broker.send("T", 0, "a");

        RemotingCommand answer = broker.pull("T", 0, 0);

        assertThat(answer.getCode()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(answer.getExtField("forbiddenType")).isEqualTo("1");
    }

    @Test
    void aPullThatFindsNothingIsAnsweredByTheMessageItWaitsFor() throws Exception {
        broker.send("T", 0, "a");
        CompletableFuture<RemotingCommand> waiting = broker.callLater(pullRequest("T", 0, 1, LONG_HOLD_MILLIS, "*"));
        broker.send("T", 1, "another queue");
        assertThat(waiting).isNotDone();

        broker.send("T", 0, "b");

        assertThat(texts(messages(waiting.get(5, TimeUnit.SECONDS)))).containsExactly("b");
    }

    @Test
    void aWaitingPullIsAnsweredOnlyByItsTags() throws Exception {
        broker.send("T", 0, "a");
        CompletableFuture<RemotingCommand> waiting = broker.callLater(pullRequest("T", 0, 1, LONG_HOLD_MILLIS, "B"));
        broker.send("T", 0, "1", "TAGS", "A");
        broker.pull("T", 0, 0);
        assertThat(waiting).isNotDone();

        broker.send("T", 0, "2", "TAGS", "B");

        RemotingCommand answer = waiting.get(5, TimeUnit.SECONDS);
        assertThat(texts(messages(answer))).containsExactly("2");
        assertThat(offsets(answer).nextBeginOffset()).isEqualTo(3);
    }

    @Test
    void aWaitingPullIsAnsweredAtItsDeadline() throws Exception {
        broker.send("T", 0, "a");
        long start = System.nanoTime();

        RemotingCommand answer = broker.call(pullRequest("T", 0, 1, 300, "*"));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.PULL_NOT_FOUND);
        assertThat(offsets(answer).nextBeginOffset()).isEqualTo(1);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(299);
    }

    @Test
    void manyConsumersCanWaitForOneQueue() throws Exception {
        broker.send("T", 0, "a");
        List<CompletableFuture<RemotingCommand>> waiting = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> broker.callLater(pullRequest("T", 0, 1, LONG_HOLD_MILLIS, "*")))
                .toList();
        broker.pull("T", 0, 0);

        broker.send("T", 0, "b");

        for (CompletableFuture<RemotingCommand> each : waiting) {
            assertThat(texts(messages(each.get(5, TimeUnit.SECONDS)))).containsExactly("b");
        }
    }

    @Test
    void aPullCommitsTheOffsetItCarries() throws Exception {
        broker.send("T", 0, "a");
        PullMessageRequestHeader header =
                new PullMessageRequestHeader("G", "T", 0, 1, 32, 0x1 | 0x4, 1, 0, "*", 0, null, null, null, null, null);

        broker.call(RequestCode.PULL_MESSAGE, header);

        RemotingCommand answer = broker.call(
                RequestCode.QUERY_CONSUMER_OFFSET, new QueryConsumerOffsetRequestHeader("G", "T", 0, false, null));
        assertThat(answer.decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                        .offset())
                .isEqualTo(1);
    }

    @Test
    void liteConsumersPullTheSame() throws Exception {
        broker.send("T", 0, "a");
        RemotingCommand request = pullRequest("T", 0, 0, 0, "*");
        request.setCode(RequestCode.LITE_PULL_MESSAGE);

        assertThat(texts(messages(broker.call(request)))).containsExactly("a");
    }

    @Test
    void messagesThatAreNotInMemoryAreReadToo() throws Exception {
        broker.close();
        broker = RunningBroker.start(directory.resolve("cold"), "accessMessageInMemoryMaxRatio", "0");
        for (int i = 0; i < 10; i++) {
            broker.send("T", 0, "m" + i);
        }

        assertThat(texts(broker.messages("T", 0, 0))).hasSize(8).startsWith("m0");
    }

    @Test
    void messagesAndOffsetsSurviveARestart() throws Exception {
        broker.send("T", 0, "a");
        broker.call(
                RequestCode.PULL_MESSAGE,
                new PullMessageRequestHeader(
                        "G", "T", 0, 1, 32, 0x1 | 0x4, 1, 0, "*", 0, null, null, null, null, null));
        broker.close();

        broker = RunningBroker.start(directory);

        assertThat(texts(broker.messages("T", 0, 0))).containsExactly("a");
        assertThat(broker.send("T", 0, "b").queueOffset()).isEqualTo(1);
        assertThat(broker.call(
                                RequestCode.QUERY_CONSUMER_OFFSET,
                                new QueryConsumerOffsetRequestHeader("G", "T", 0, false, null))
                        .decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                        .offset())
                .isEqualTo(1);
    }

    private static RemotingCommand request(
            String group,
            String topic,
            int queueId,
            int sysFlag,
            String subscription,
            String expressionType,
            int maxMessages,
            Integer maxBytes) {
        return RemotingCommand.createRequestCommand(
                RequestCode.PULL_MESSAGE,
                new PullMessageRequestHeader(
                        group,
                        topic,
                        queueId,
                        0,
                        maxMessages,
                        sysFlag,
                        0,
                        0,
                        subscription,
                        0,
                        expressionType,
                        maxBytes,
                        null,
                        null,
                        null));
    }

    private static List<String> texts(List<MessageExt> messages) {
        return messages.stream()
                .map(message -> new String(message.getBody(), UTF_8))
                .toList();
    }

    @Test
    void aReaderFarBehindIsSentToASlaveWhenThatIsAllowed(@TempDir Path other) throws Exception {
        // Nothing counts as in memory but the very end.
        try (RunningBroker replicated =
                RunningBroker.start(other, "slaveReadEnable", "true", "accessMessageInMemoryMaxRatio", "0")) {
            for (int i = 0; i < 40; i++) {
                replicated.send("T", 0, "m" + i);
            }
            assertThat(RunningBroker.offsets(replicated.pull("T", 0, 0)).suggestWhichBrokerId())
                    .isEqualTo(1);
            assertThat(RunningBroker.offsets(replicated.pull("T", 0, 39)).suggestWhichBrokerId())
                    .isZero();
        }
    }
}
