package io.cometmq.client.impl.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private final Fingerprints fingerprints = new Fingerprints();
    private final List<HeartbeatData> sent = new ArrayList<>();
    private boolean supported = true;
    private boolean forgotten;

    private static HeartbeatData subscribedTo(String expression) {
        return new HeartbeatData(
                "client",
                Set.of(),
                Set.of(new ConsumerData(
                        "CG",
                        ConsumeType.CONSUME_PASSIVELY,
                        MessageModel.CLUSTERING,
                        ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                        Set.of(FilterAPI.buildSubscriptionData("Orders", expression)),
                        false)),
                0,
                false);
    }

    private void beat(String expression) throws Exception {
        fingerprints.send("broker:1", subscribedTo(expression), heartbeat -> {
            sent.add(heartbeat);
            return new HeartbeatReply(1, supported, heartbeat.withoutSub() && forgotten);
        });
    }

    private int subscriptionsOf(int heartbeat) {
        return sent.get(heartbeat)
                .consumerDataSet()
                .iterator()
                .next()
                .subscriptionDataSet()
                .size();
    }

    @Test
    void subscriptionsAreSentOnceWhileTheyStayTheSame() throws Exception {
        beat("A");
        beat("A");
        beat("B");
        assertThat(sent).extracting(HeartbeatData::withoutSub).containsExactly(false, true, false);
        assertThat(sent.get(1).heartbeatFingerprint())
                .isEqualTo(sent.get(0).heartbeatFingerprint())
                .isNotZero();
        assertThat(subscriptionsOf(0)).isOne();
        assertThat(subscriptionsOf(1)).isZero();
    }

    @Test
    void subscriptionsThatTheBrokerHasForgottenAreSentAtOnce() throws Exception {
        beat("A");
        forgotten = true;
        beat("A");
        assertThat(sent).extracting(HeartbeatData::withoutSub).containsExactly(false, true, false);
    }

    @Test
    void aBrokerThatKnowsNoFingerprintsGetsEverythingEachTime() throws Exception {
        supported = false;
        beat("A");
        beat("A");
        assertThat(sent).extracting(HeartbeatData::withoutSub).containsOnly(false);
    }
}
