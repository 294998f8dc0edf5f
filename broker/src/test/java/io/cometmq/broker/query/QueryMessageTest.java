package io.cometmq.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.QueryMessageRequestHeader;
import io.cometmq.remoting.protocol.header.QueryMessageResponseHeader;
import io.cometmq.remoting.protocol.header.ViewMessageRequestHeader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryMessageTest {
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

    private RemotingCommand view(long physicalOffset) throws Exception {
        return broker.call(RequestCode.VIEW_MESSAGE_BY_ID, new ViewMessageRequestHeader(null, physicalOffset));
    }

    private RemotingCommand query(String key, int maxCount, long begin, Boolean unique) throws Exception {
        return broker.call(
                RequestCode.QUERY_MESSAGE,
                new QueryMessageRequestHeader("T", key, maxCount, begin, Long.MAX_VALUE, null, null, unique));
    }

    private static List<MessageExt> messages(RemotingCommand answer) {
        assertThat(answer.getCode()).as(answer.getRemark()).isZero();
        return MessageDecoder.decodes(ByteBuffer.wrap(answer.getBody()));
    }

    @Test
    void aMessageIsFoundByItsPlaceInTheLog() throws Exception {
        broker.send("T", 0, "one");
        String id = broker.send("T", 0, "two").msgId();
        RemotingCommand answer = view(MessageDecoder.decodeMessageId(id).getOffset());
        assertThat(messages(answer)).hasSize(1);
        assertThat(messages(answer).get(0).getBody()).asString().isEqualTo("two");
    }

    @Test
    void whereThereIsNoMessageThatIsSaid() throws Exception {
        broker.send("T", 0, "one");
        for (long nowhere : new long[] {-1, 5, 99_999_999}) {
            RemotingCommand answer = view(nowhere);
            assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(answer.getRemark()).isEqualTo("can not find message by the offset, " + nowhere);
        }
    }

    @Test
    void messagesAreFoundByKey() throws Exception {
        broker.send("T", 0, "one", "KEYS", "k1 k2");
        broker.send("T", 1, "two", "KEYS", "k2", "UNIQ_KEY", "U2");
        broker.send("U", 0, "other topic", "KEYS", "k2");
        await().until(() -> query("k2", 10, 0, null).getCode() == ResponseCode.SUCCESS
                && messages(query("k2", 10, 0, null)).size() == 2);
        RemotingCommand answer = query("k2", 10, 0, null);
        assertThat(messages(answer))
                .extracting(message -> new String(message.getBody(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(answer.decodeCommandCustomHeader(QueryMessageResponseHeader.class)
                        .indexLastUpdateTimestamp())
                .isPositive();
        assertThat(messages(query("k2", 1, 0, null))).hasSize(1);
        assertThat(messages(query("U2", 0, 0, true))).hasSize(1);
    }

    @Test
    void whatIsNotFoundIsSaidToBeNotFound() throws Exception {
        broker.send("T", 0, "one", "KEYS", "k1");
        await().until(() -> query("k1", 10, 0, null).getCode() == ResponseCode.SUCCESS);
        for (RemotingCommand answer :
                List.of(query("nope", 10, 0, null), query("k1", 10, System.currentTimeMillis() + 60_000, null))) {
            assertThat(answer.getCode()).isEqualTo(ResponseCode.QUERY_NOT_FOUND);
            assertThat(answer.getRemark()).isEqualTo("can not find message, maybe time range not correct");
        }
    }
}
