package io.cometmq.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.e2e.api.MessagingClient.Consumer;
import io.cometmq.e2e.api.MessagingClient.Incoming;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Subscription;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Collector;
import io.cometmq.e2e.fixture.RawBroker;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.SetMessageRequestModeRequestBody;
import io.cometmq.remoting.protocol.header.AckMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.PopInfo;
import io.cometmq.remoting.protocol.pop.TopicKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that pop: CometMQ's and RocketMQ's, on the brokers of both. */
class PopIT {
    private static final String TOPIC = "Popped";
    private static final String GROUP = "CG-popped";
    private static final int MESSAGES = 60;

    @TempDir
    Path directory;

    private static void sendAll(Cluster cluster, int count) throws Exception {
        try (Producer producer = ClientLibraries.COMETMQ.client().producer(cluster.nameServerAddress(), "PG-pop")) {
            for (int i = 0; i < count; i++) {
                producer.send(new Outgoing(TOPIC, "t", "k" + i, ("m" + i).getBytes(UTF_8)));
            }
        }
    }

    private static void letItPop(RawBroker raw) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.SET_MESSAGE_REQUEST_MODE, null);
        request.setBody(
                Json.toJsonBytes(new SetMessageRequestModeRequestBody(TOPIC, GROUP, MessageRequestMode.POP, 0)));
        RemotingCommand answer = raw.call(request);
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
    }

    private static Consumer consumer(Cluster cluster, ClientLibraries library, Collector collector) {
        Subscription subscription =
                Subscription.to(GROUP, TOPIC).as("pop-" + library).asTheBrokerShares();
        return library.client().consumer(cluster.nameServerAddress(), subscription, collector);
    }

    @Test
    void consumersOfBothMakesShareTheQueuesOfOurBroker() throws Exception {
        try (Cluster cluster = new Cluster(directory, Cluster.Make.COMETMQ).start();
                RawBroker raw = new RawBroker(cluster)) {
            sendAll(cluster, MESSAGES);
            letItPop(raw);
            // One message fails once, whoever gets it, and comes again after ten seconds.
            AtomicInteger failures = new AtomicInteger();
            Collector ours = new Collector(message -> !isBad(message) || failures.incrementAndGet() > 1);
            Collector theirs = new Collector(message -> !isBad(message) || failures.incrementAndGet() > 1);
            try (Consumer one = consumer(cluster, ClientLibraries.COMETMQ, ours);
                    Consumer two = consumer(cluster, ClientLibraries.ROCKETMQ_5, theirs)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> both(ours, theirs).size() >= MESSAGES + 1);
                List<Incoming> all = both(ours, theirs);
                assertThat(all).extracting(Incoming::keys).hasSize(MESSAGES + 1);
                List<Incoming> bad = all.stream().filter(PopIT::isBad).toList();
                assertThat(bad).extracting(Incoming::reconsumeTimes).containsExactlyInAnyOrder(0, 1);
                assertThat(bad).extracting(Incoming::topic).containsOnly(TOPIC);
                assertThat(all).allMatch(message -> message.properties().containsKey(MessageConst.PROPERTY_POP_CK));
                awaitEverythingAcknowledged(raw);
            }
            assertThat(both(ours, theirs)).hasSize(MESSAGES + 1);
        }
    }

    private static boolean isBad(Incoming message) {
        return "k7".equals(message.keys());
    }

    private static List<Incoming> both(Collector one, Collector two) {
        List<Incoming> all = new ArrayList<>(one.messages());
        all.addAll(two.messages());
        return all;
    }

    /** As many acknowledgements as messages that were handed out are in the journal. */
    private static void awaitEverythingAcknowledged(RawBroker raw) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> journal = new ArrayList<>();
            int open = 0;
            for (int queueId = 0; queueId < 8; queueId++) {
                for (MessageExt record : raw.readQueue("rmq_sys_REVIVE_LOG_DefaultCluster", queueId)) {
                    String body = new String(record.getBody(), UTF_8);
                    journal.add(record.getTags() + " " + body);
                    open += switch (record.getTags()) {
                        case "ck" -> count(body, "d");
                        case "bAck" -> -count(body, "aol");
                        default -> -1;
                    };
                }
            }
            assertThat(open).as(() -> String.join("\n", journal)).isZero();
        });
    }

    /** Length of a list of numbers in JSON. */
    private static int count(String json, String name) {
        String key = "\"" + name + "\":[";
        int at = json.indexOf(key) + key.length();
        return json.substring(at, json.indexOf(']', at)).split(",", -1).length;
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAlthoughTheBrokerWasKilled() throws Exception {
        try (Cluster cluster = new Cluster(directory, Cluster.Make.COMETMQ).start();
                RawBroker raw = new RawBroker(cluster)) {
            sendAll(cluster, 8);
            List<PopHandle> shortly = pop(raw, 4, 3_000);
            List<PopHandle> forLong = pop(raw, 4, 120_000);
            assertThat(shortly).hasSize(4);
            assertThat(forLong).hasSize(4);
            acknowledge(raw, shortly.subList(0, 2));
            acknowledge(raw, forLong.subList(0, 2));

            cluster.killBroker();
            cluster.startBroker();

            acknowledge(raw, forLong.subList(2, 4));
            List<PopHandle> again = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                again.addAll(pop(raw, 32, 60_000));
                return again.size() >= 2;
            });
            assertThat(pop(raw, 32, 60_000)).isEmpty();
            assertThat(again).hasSize(2).extracting(PopHandle::kind).containsOnly(TopicKind.RETRY_V1);
        }
    }

    private static List<PopHandle> pop(RawBroker raw, int max, long invisibleMillis) throws Exception {
        RemotingCommand answer = raw.call(RemotingCommand.createRequestCommand(
                RequestCode.POP_MESSAGE,
                new PopMessageRequestHeader(
                        GROUP,
                        TOPIC,
                        -1,
                        max,
                        invisibleMillis,
                        0,
                        System.currentTimeMillis(),
                        0,
                        "TAG",
                        "*",
                        false,
                        null,
                        null)));
        if (answer.getCode() != ResponseCode.SUCCESS) {
            assertThat(answer.getCode()).isEqualTo(ResponseCode.POLLING_TIMEOUT);
            return List.of();
        }
        PopMessageResponseHeader header = answer.decodeCommandCustomHeader(PopMessageResponseHeader.class);
        PopInfo info = PopInfo.parse(header.startOffsetInfo(), null);
        List<PopHandle> handles = new ArrayList<>();
        for (MessageExt message : MessageDecoder.decodes(ByteBuffer.wrap(answer.getBody()))) {
            String known = message.getProperty(MessageConst.PROPERTY_POP_CK);
            handles.add(
                    known != null
                            ? PopHandle.parse(known)
                            : new PopHandle(
                                    info.startOffset(TopicKind.NORMAL, message.getQueueId()),
                                    header.popTime(),
                                    header.invisibleTime(),
                                    header.reviveQid(),
                                    TopicKind.NORMAL,
                                    Cluster.BROKER_NAME,
                                    message.getQueueId(),
                                    message.getQueueOffset()));
        }
        return handles;
    }

    private static void acknowledge(RawBroker raw, List<PopHandle> handles) throws Exception {
        for (PopHandle handle : handles) {
            RemotingCommand answer = raw.call(RemotingCommand.createRequestCommand(
                    RequestCode.ACK_MESSAGE,
                    new AckMessageRequestHeader(
                            GROUP, TOPIC, handle.queueId(), handle.text(), handle.queueOffset(), null)));
            assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        }
    }

    /** What RocketMQ handed out is in its timer; ours brings it to the journal when its time is over. */
    @Test
    void ourBrokerGoesOnWithWhatRocketmqsHandedOut() throws Exception {
        try (Cluster theirs = new Cluster(directory, Cluster.Make.ROCKETMQ).start();
                RawBroker raw = new RawBroker(theirs)) {
            sendAll(theirs, 4);
            List<PopHandle> handles = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                handles.addAll(pop(raw, 32, 12_000));
                return handles.size() == 4;
            });
            acknowledge(raw, handles.subList(0, 2));
            theirs.stopBroker();
        }
        try (Cluster ours = new Cluster(directory, Cluster.Make.COMETMQ).start();
                RawBroker raw = new RawBroker(ours)) {
            List<PopHandle> again = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                again.addAll(pop(raw, 32, 60_000));
                return again.size() >= 2;
            });
            assertThat(pop(raw, 32, 60_000)).isEmpty();
            assertThat(again).hasSize(2).extracting(PopHandle::kind).containsOnly(TopicKind.RETRY_V1);
        }
    }

    @Test
    void ourConsumerPopsFromRocketmqsBroker() throws Exception {
        try (Cluster cluster = new Cluster(directory, Cluster.Make.ROCKETMQ).start();
                RawBroker raw = new RawBroker(cluster)) {
            sendAll(cluster, MESSAGES);
            letItPop(raw);
            Collector collector = new Collector();
            try (Consumer consumer = consumer(cluster, ClientLibraries.COMETMQ, collector)) {
                assertThat(collector.await(MESSAGES))
                        .allMatch(message -> message.properties().containsKey(MessageConst.PROPERTY_POP_CK))
                        .extracting(Incoming::keys)
                        .doesNotHaveDuplicates();
            }
        }
    }
}
