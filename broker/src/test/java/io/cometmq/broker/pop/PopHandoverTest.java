package io.cometmq.broker.pop;

import static io.cometmq.broker.server.RunningBroker.sendRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.pop.PopClient.Pop;
import io.cometmq.broker.pop.PopClient.Received;
import io.cometmq.broker.server.RunningBroker;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.TopicKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What RocketMQ's broker has handed out when its data directory changes hands: its check points are in the timer. */
class PopHandoverTest {
    private static final String REVIVE_TOPIC = "rmq_sys_REVIVE_LOG_DefaultCluster";
    private static final long INVISIBLE_MILLIS = 4_000;

    @TempDir
    private Path directory;

    private RunningBroker broker;
    private PopClient client;
    private long popTime;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory, "flushConsumerOffsetInterval", "100");
        client = new PopClient(broker);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** As it was left by RocketMQ: three messages handed out by one pop. */
    private void handOut() throws Exception {
        for (String body : List.of("a", "b", "c")) {
            broker.send(PopClient.TOPIC, 0, body);
        }
        client.pop(new Pop(1, 1, 1000, 0, false, null, "*")); // makes the group
        assertThat(broker.call(
                                RequestCode.UPDATE_CONSUMER_OFFSET,
                                new UpdateConsumerOffsetRequestHeader(PopClient.GROUP, PopClient.TOPIC, 0, 3L, null))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
        popTime = System.currentTimeMillis();
        long due = popTime + INVISIBLE_MILLIS - 1000;
        String body = "{\"bm\":0,\"bn\":\"broker-t\",\"c\":\"G\",\"d\":[0,1,2],\"it\":" + INVISIBLE_MILLIS
                + ",\"n\":3,\"pt\":" + popTime + ",\"q\":0,\"reviveTime\":" + (popTime + INVISIBLE_MILLIS)
                + ",\"ro\":0,\"so\":0,\"t\":\"T\"}";
        assertThat(broker.call(sendRequest(
                                "rmq_sys_wheel_timer",
                                0,
                                body,
                                "TAGS",
                                "ck",
                                "UNIQ_KEY",
                                "T@0@0@G@" + popTime + "@broker-t@ck",
                                "TIMER_OUT_MS",
                                Long.toString(due - due % 1000),
                                "REAL_TOPIC",
                                REVIVE_TOPIC,
                                "REAL_QID",
                                "2"))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void theLastSettledRecordIsCommittedAsRocketMQGoesOnBehindIt() throws Exception {
        broker.send(PopClient.TOPIC, 0, "a");
        List<Received> popped = client.pop(Pop.any(1, 60_000));
        client.ackAll(popped);
        int reviveQueueId = popped.get(0).handle().reviveQueueId();

        await("the place to be committed").atMost(Duration.ofSeconds(30)).until(() -> settled(reviveQueueId) >= 0);

        assertThat(settled(reviveQueueId))
                .as("the acknowledgement is the second record")
                .isEqualTo(1);
    }

    private long settled(int reviveQueueId) throws Exception {
        RemotingCommand answer = broker.call(
                RequestCode.QUERY_CONSUMER_OFFSET,
                new QueryConsumerOffsetRequestHeader(
                        "CID_RMQ_SYS_REVIVE_GROUP", REVIVE_TOPIC, reviveQueueId, false, null));
        return answer.getCode() == ResponseCode.SUCCESS
                ? answer.decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                        .offset()
                : -1;
    }

    private PopHandle handle(long queueOffset) {
        return new PopHandle(0, popTime, INVISIBLE_MILLIS, 2, TopicKind.NORMAL, "broker-t", 0, queueOffset);
    }

    /** The bodies of all messages that come again until the last one does. */
    private List<String> comingAgain(String last) {
        List<String> bodies = new ArrayList<>();
        await(last).atMost(Duration.ofSeconds(60)).until(() -> {
            client.pop(Pop.any(32, 60_000)).stream().map(Received::body).forEach(bodies::add);
            return bodies.contains(last);
        });
        return bodies;
    }

    @Test
    void whatIsAcknowledgedBeforeOrAfterARestartDoesNotComeAgain() throws Exception {
        handOut();
        assertThat(client.ack(handle(0)).getCode()).isEqualTo(ResponseCode.SUCCESS);

        broker.close();
        start();

        assertThat(client.ack(handle(1)).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(comingAgain("c")).containsExactly("c");
    }
}
