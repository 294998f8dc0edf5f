package io.cometmq.broker.pop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.pop.PopClient.Pop;
import io.cometmq.broker.pop.PopClient.Received;
import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.NotificationRequestHeader;
import io.cometmq.remoting.protocol.header.NotificationResponseHeader;
import io.cometmq.remoting.protocol.header.PeekMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PollingInfoRequestHeader;
import io.cometmq.remoting.protocol.header.PollingInfoResponseHeader;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private RunningBroker broker;
    private PopClient client;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
        client = new PopClient(broker);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void restart() throws Exception {
        broker.close();
        start();
    }

    private void send(int queueId, String... bodies) throws Exception {
        for (String body : bodies) {
            broker.send(PopClient.TOPIC, queueId, body, "TAGS", body.substring(0, 1));
        }
    }

    private static List<String> bodies(List<Received> messages) {
        return messages.stream().map(Received::body).toList();
    }

    @Test
    void handsEachMessageOutOnceAndTellsHowToAcknowledgeIt() throws Exception {
        send(0, "a1", "a2", "a3");
        send(1, "b1");

        RemotingCommand answer = client.call(Pop.any(32, 60_000));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(answer.getRemark()).isEqualTo("FOUND");
        PopMessageResponseHeader header = answer.decodeCommandCustomHeader(PopMessageResponseHeader.class);
        assertThat(header.invisibleTime()).isEqualTo(60_000);
        assertThat(header.restNum()).isZero();
        assertThat(header.reviveQid()).isBetween(0, 7);
        assertThat(header.startOffsetInfo().split(";")).containsExactlyInAnyOrder("0 0 0", "0 1 0");
        assertThat(header.msgOffsetInfo().split(";")).containsExactlyInAnyOrder("0 0 0,1,2", "0 1 0");
        assertThat(header.orderCountInfo()).isNull();
        assertThat(bodies(PopClient.received(answer))).containsExactlyInAnyOrder("a1", "a2", "a3", "b1");
        assertThat(client.pop(Pop.any(32, 60_000))).isEmpty();
        assertThat(client.committed(PopClient.TOPIC, 0)).isEqualTo(3);
    }

    @Test
    void saysThatThereIsNothing() throws Exception {
        send(0, "a1");
        client.pop(Pop.any(32, 60_000));

        RemotingCommand answer = client.call(Pop.any(32, 60_000));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.POLLING_TIMEOUT);
        assertThat(answer.getRemark()).isEqualTo("NO_MESSAGE_IN_QUEUE");
        PopMessageResponseHeader header = answer.decodeCommandCustomHeader(PopMessageResponseHeader.class);
        assertThat(header.startOffsetInfo()).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        send(0, "a1");

        assertThat(client.call(Pop.any(33, 60_000)).getCode()).isEqualTo(ResponseCode.INVALID_PARAMETER);
        assertThat(client.call(new Pop(4, 1, 60_000, 0, false, null, "*")).getCode())
                .isEqualTo(ResponseCode.INVALID_PARAMETER);
        assertThat(broker.call(Pop.any(1, 1000).request("no@group")).getCode())
                .isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
        assertThat(client.call(Pop.any(1, -1)).getCode()).isEqualTo(ResponseCode.INVALID_PARAMETER);
    }

    @Test
    void bringsBackWhatIsNotAcknowledgedAndOnlyThat() throws Exception {
        send(0, "a1", "a2", "a3");
        List<Received> first = client.pop(Pop.any(32, 1_500));
        client.ack(first.get(0).handle());
        client.batchAck(first.get(2).handle(), 2);

        List<Received> again = popAgain(1, 60_000);

        assertThat(bodies(again)).containsExactly("a2");
        Received second = again.get(0);
        assertThat(second.message().getTopic()).isEqualTo(PopClient.TOPIC);
        assertThat(second.message().getReconsumeTimes()).isEqualTo(1);
        assertThat(second.message().getProperty(MessageConst.PROPERTY_ORIGIN_GROUP))
                .isEqualTo(PopClient.GROUP);
        assertThat(second.message().getProperty(MessageConst.PROPERTY_FIRST_POP_TIME))
                .isEqualTo(Long.toString(first.get(1).handle().popTime()));
        assertThat(second.message().getTags()).isEqualTo("a");
        assertThat(second.handle().text()).matches("0 \\d+ 60000 \\d 1 broker-t 0 0");
        assertThat(client.committed("%RETRY%G_T", 0)).isEqualTo(1);

        assertThat(client.ack(second.handle()).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(broker.messages(
                        "rmq_sys_REVIVE_LOG_DefaultCluster", second.handle().reviveQueueId(), 0))
                .extracting(message -> message.getTags())
                .contains("ck", "ack");
    }

    /** RocketMQ, should it take the directory over, takes the check points of a queue in their order. */
    @Test
    void whatExpiresSoonerDoesNotLieBehindWhatExpiresLater() throws Exception {
        send(0, "a1", "a2", "a3", "a4");

        int later = reviveQueueOfPop(60_000);
        int sooner = reviveQueueOfPop(30_000);

        assertThat(sooner).isNotEqualTo(later);
        assertThat(reviveQueueOfPop(90_000)).isEqualTo(later);
        assertThat(reviveQueueOfPop(40_000)).isEqualTo(sooner);
    }

    private int reviveQueueOfPop(long invisibleMillis) throws Exception {
        return client.pop(Pop.any(1, invisibleMillis)).get(0).handle().reviveQueueId();
    }

    /** Pops until as many messages came. */
    private List<Received> popAgain(int count, long invisibleMillis) throws Exception {
        List<Received> again = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            again.addAll(client.pop(Pop.any(32, invisibleMillis)));
            return again.size() >= count;
        });
        return again;
    }

    @Test
    void changesForHowLongAMessageIsInvisible() throws Exception {
        send(0, "a1", "a2");
        List<Received> first = client.pop(Pop.any(32, 60_000));

        client.change(first.get(0).handle(), 0);
        PopHandle longer = client.change(first.get(1).handle(), 120_000);

        assertThat(bodies(popAgain(1, 60_000))).containsExactly("a1");
        assertThat(longer.invisibleMillis()).isEqualTo(120_000);
        assertThat(longer.startOffset()).isEqualTo(1);
        assertThat(client.ack(longer).getCode()).isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void answersForeignAndLateHandles() throws Exception {
        send(0, "a1");
        PopHandle handle = client.pop(Pop.any(1, 60_000)).get(0).handle();

        assertThat(client.ack(new PopHandle(0, 5, 10, 0, handle.kind(), "broker-t", 0, 0))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
        assertThat(client.ack(new PopHandle(0, 5, 10, 0, handle.kind(), "broker-t", 0, 7))
                        .getCode())
                .isEqualTo(ResponseCode.NO_MESSAGE);
        assertThat(client.ack(new PopHandle(0, 5, 10, 0, handle.kind(), "broker-t", 9, 0))
                        .getCode())
                .isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        assertThat(client.ack(handle).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(client.ack(handle).getCode()).isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        send(0, "a1", "a2", "a3", "a4");
        List<Received> first = client.pop(Pop.any(2, 1_500));
        client.ack(first.get(0).handle());

        restart();

        assertThat(bodies(popAgain(3, 60_000))).containsExactlyInAnyOrder("a2", "a3", "a4");
        assertThat(System.currentTimeMillis())
                .as("now that the second message has come again")
                .isGreaterThanOrEqualTo(first.get(1).handle().popTime() + 1_500);
        assertThat(client.pop(Pop.any(32, 60_000))).isEmpty();
    }

    @Test
    void wakesTheOneThatWaits() throws Exception {
        send(0, "a1");
        client.pop(Pop.any(32, 60_000));
        CompletableFuture<RemotingCommand> waiting =
                broker.callLater(Pop.waiting(8_000).request(PopClient.GROUP));
        await().atMost(PATIENCE).until(() -> waiting() == 1);

        send(1, "b1");

        assertThat(bodies(PopClient.received(waiting.get(30, TimeUnit.SECONDS))))
                .containsExactly("b1");
        assertThat(waiting()).isZero();
    }

    private int waiting() throws Exception {
        RemotingCommand answer = broker.call(
                RequestCode.POLLING_INFO, new PollingInfoRequestHeader(PopClient.GROUP, PopClient.TOPIC, -1));
        return answer.decodeCommandCustomHeader(PollingInfoResponseHeader.class).pollingNum();
    }

    @Test
    void wakesTheOneThatWaitsWhenAMessageComesAgain() throws Exception {
        send(0, "a1");
        client.pop(Pop.any(32, 500));

        List<Received> again = client.pop(Pop.waiting(9_000));

        assertThat(bodies(again)).containsExactly("a1");
    }

    @Test
    void endsTheWaitingInTime() throws Exception {
        send(0, "a1");
        client.pop(Pop.any(32, 60_000));

        RemotingCommand answer = client.call(Pop.waiting(300));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.POLLING_TIMEOUT);
    }

    @Test
    void letsOnlySoManyWait() throws Exception {
        broker.close();
        broker = RunningBroker.start(directory, "popPollingSize", "1");
        client = new PopClient(broker);
        send(0, "a1");
        client.pop(Pop.any(32, 60_000));
        broker.callLater(Pop.waiting(8_000).request(PopClient.GROUP));
        await().atMost(PATIENCE).until(() -> waiting() == 1);

        assertThat(client.call(Pop.waiting(8_000)).getCode()).isEqualTo(ResponseCode.POLLING_FULL);
    }

    @Test
    void passesOverWhatTheGroupDoesNotWant() throws Exception {
        send(0, "a1", "b1", "a2", "b2", "a3");

        RemotingCommand answer = client.call(Pop.any(32, 60_000).tags("b"));

        PopMessageResponseHeader header = answer.decodeCommandCustomHeader(PopMessageResponseHeader.class);
        assertThat(header.msgOffsetInfo()).isEqualTo("0 0 1,3");
        assertThat(header.startOffsetInfo()).isEqualTo("0 0 0");
        List<Received> received = PopClient.received(answer);
        client.ackAll(received);
        assertThat(client.pop(Pop.any(32, 60_000).tags("b"))).isEmpty();
        assertThat(client.committed(PopClient.TOPIC, 0)).isEqualTo(5);
    }

    @Test
    void filtersByCondition() throws Exception {
        broker.close();
        broker = RunningBroker.start(directory, "enablePropertyFilter", "true");
        client = new PopClient(broker);
        broker.send(PopClient.TOPIC, 0, "a1", "age", "3");
        broker.send(PopClient.TOPIC, 0, "a2", "age", "30");

        assertThat(bodies(PopClient.received(broker.call(PopClient.bySql("age > 18")))))
                .containsExactly("a2");
        assertThat(broker.call(PopClient.bySql("age >")).getCode()).isEqualTo(ResponseCode.SUBSCRIPTION_PARSE_FAILED);
    }

    @Test
    void keepsTheOrder() throws Exception {
        send(0, "a1", "a2", "a3", "a4");

        List<Received> first = client.pop(Pop.ordered(3, 60_000, "one"));
        assertThat(bodies(first)).containsExactly("a1", "a2", "a3");
        assertThat(first.get(0).handle().reviveQueueId()).isEqualTo(PopHandle.ORDERED);
        assertThat(client.pop(Pop.ordered(3, 60_000, "two"))).isEmpty();
        List<Received> repeated = client.pop(Pop.ordered(3, 60_000, "one"));
        assertThat(bodies(repeated)).containsExactly("a1", "a2", "a3");

        client.ack(repeated.get(1).handle());
        assertThat(client.committed(PopClient.TOPIC, 0)).isZero();
        client.ack(repeated.get(0).handle());
        assertThat(client.committed(PopClient.TOPIC, 0)).isEqualTo(2);
        PopHandle changed = client.change(repeated.get(2).handle(), 200);
        assertThat(changed.popTime()).isEqualTo(repeated.get(2).handle().popTime());

        RemotingCommand answer = client.call(new Pop(0, 32, 60_000, 9_000, true, "three", "*"));
        PopMessageResponseHeader header = answer.decodeCommandCustomHeader(PopMessageResponseHeader.class);
        assertThat(header.msgOffsetInfo()).isEqualTo("0 0 2,3");
        assertThat(header.orderCountInfo()).isEqualTo("0 qo0%2 1;0 0 0");

        restart();
        assertThat(client.pop(Pop.ordered(3, 60_000, "four"))).isEmpty();
        List<Received> second = PopClient.received(answer);
        client.batchAck(second.get(0).handle(), 2, 3);
        assertThat(client.committed(PopClient.TOPIC, 0)).isEqualTo(4);
    }

    @Test
    void showsMessagesWithoutHandingThemOut() throws Exception {
        send(0, "a1", "a2");
        PeekMessageRequestHeader peek = new PeekMessageRequestHeader(PopClient.TOPIC, -1, 32, PopClient.GROUP, null);

        RemotingCommand answer = broker.call(RequestCode.PEEK_MESSAGE, peek);

        assertThat(RunningBroker.messages(answer)).hasSize(2);
        assertThat(client.pop(Pop.any(32, 60_000))).hasSize(2);
        assertThat(broker.call(RequestCode.PEEK_MESSAGE, peek).getCode()).isEqualTo(ResponseCode.PULL_NOT_FOUND);
    }

    @Test
    void tellsWhetherThereIsAMessage() throws Exception {
        send(0, "a1");
        assertThat(hasMessage(0)).isTrue();
        client.pop(Pop.any(32, 60_000));
        assertThat(hasMessage(0)).isFalse();
        assertThat(hasMessage(200)).isFalse();

        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.NOTIFICATION, notification(8_000));
        CompletableFuture<RemotingCommand> waiting = broker.callLater(request);
        await().atMost(PATIENCE).until(() -> waiting() == 1);
        send(2, "c1");
        assertThat(waiting.get(30, TimeUnit.SECONDS)
                        .decodeCommandCustomHeader(NotificationResponseHeader.class)
                        .hasMsg())
                .isTrue();
    }

    private boolean hasMessage(long pollMillis) throws Exception {
        return broker.call(RequestCode.NOTIFICATION, notification(pollMillis))
                .decodeCommandCustomHeader(NotificationResponseHeader.class)
                .hasMsg();
    }

    private static NotificationRequestHeader notification(long pollMillis) {
        return new NotificationRequestHeader(
                PopClient.GROUP, PopClient.TOPIC, -1, pollMillis, System.currentTimeMillis(), false, null, null);
    }
}
