package io.cometmq.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.route.FakeNameServer;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is told to stop while messages come in. */
class GracefulStopTest {
    private static final int MESSAGES = 500;

    @TempDir
    private Path directory;

    private FakeNameServer nameServer;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
    }

    @AfterEach
    void stop() {
        nameServer.close();
    }

    private RunningBroker broker() throws Exception {
        return RunningBroker.start(directory, "flushDiskType", "SYNC_FLUSH", "namesrvAddr", nameServer.address());
    }

    @Test
    void whatWasAcknowledgedIsKeptAndTheNameServersAreToldFirst() throws Exception {
        List<CompletableFuture<RemotingCommand>> answers = new ArrayList<>();
        try (RunningBroker broker = broker()) {
            broker.send("T", 0, "first");
            broker.pull("T", 0, 0);
            broker.call(
                    RequestCode.UPDATE_CONSUMER_OFFSET, new UpdateConsumerOffsetRequestHeader("G", "T", 0, 1L, null));
            for (int i = 0; i < MESSAGES; i++) {
                answers.add(broker.callLater(RunningBroker.sendRequest("T", 0, "m" + i)));
            }
            // some are on their way, some are in the store, some are acknowledged
            answers.get(MESSAGES / 10).get(30, TimeUnit.SECONDS);
            Thread stopping = new Thread(broker::stopServing);
            stopping.start();
            stopping.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(stopping.isAlive()).isFalse();
            assertThat(nameServer.unregistrations).hasSize(1);
            await().atMost(Duration.ofSeconds(30)).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        }
        assertThat(directory.resolve("abort")).doesNotExist();
        assertThat(directory.resolve("config/consumerOffset.json")).content().contains("T@G");
        assertThat(directory.resolve("config/topics.json")).content().contains("\"T\"");

        Set<Long> acknowledged = acknowledgedOffsets(answers);
        assertThat(acknowledged).hasSizeGreaterThan(MESSAGES / 10);
        try (RunningBroker broker = broker()) {
            Set<Long> stored = new HashSet<>();
            for (long offset = 0; ; ) {
                List<MessageExt> some = broker.messages("T", 0, offset);
                if (some.isEmpty()) {
                    break;
                }
                some.forEach(message -> stored.add(message.getQueueOffset()));
                offset += some.size();
                assertThat(new String(some.get(0).getBody(), StandardCharsets.UTF_8))
                        .isNotEmpty();
            }
            assertThat(stored).containsAll(acknowledged);
        }
    }

    private static Set<Long> acknowledgedOffsets(List<CompletableFuture<RemotingCommand>> answers) throws Exception {
        Set<Long> offsets = new HashSet<>();
        for (CompletableFuture<RemotingCommand> answer : answers) {
            if (answer.isCompletedExceptionally()) {
                continue;
            }
            RemotingCommand response = answer.join();
            if (response.getCode() == ResponseCode.SUCCESS) {
                offsets.add(response.decodeCommandCustomHeader(SendMessageResponseHeader.class)
                        .queueOffset());
            } else {
                assertThat(response.getCode()).isEqualTo(ResponseCode.SERVICE_NOT_AVAILABLE);
            }
        }
        return offsets;
    }
}
