package io.cometmq.broker.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsupportedRequestsTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsNotBuiltIsRefusedWithTheReason() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            for (int code : UnsupportedRequests.REASONS.keySet()) {
                RemotingCommand answer = broker.call(code, null);
                assertThat(answer.getCode()).isEqualTo(ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
                assertThat(answer.getRemark())
                        .isEqualTo(
                                " request type " + code + " not supported: " + UnsupportedRequests.REASONS.get(code));
            }
            assertThat(broker.call(9999, null).getRemark()).isEqualTo(" request type 9999 not supported");
        }
    }

    @Test
    void thePageListsThemAll() throws Exception {
        String page = Files.readString(Path.of("../docs/compatibility.md"));
        UnsupportedRequests.REASONS.forEach(
                (code, reason) -> assertThat(page).contains("| " + code + " |").contains(reason));
    }
}
