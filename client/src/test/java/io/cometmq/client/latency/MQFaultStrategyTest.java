package io.cometmq.client.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.impl.producer.TopicPublishInfo;
import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MQFaultStrategyTest {
    private final TopicPublishInfo info = info("a", "b", "c");

    private static TopicPublishInfo info(String... brokers) {
        List<MessageQueue> queues = new ArrayList<>();
        for (String broker : brokers) {
            queues.add(new MessageQueue("T", broker, 0));
            queues.add(new MessageQueue("T", broker, 1));
        }
        return new TopicPublishInfo(queues, false, null);
    }

    private static MQFaultStrategy strategy(boolean enabled) {
        ClientConfig config = new ClientConfig();
        config.setSendLatencyEnable(enabled);
        return new MQFaultStrategy(config, name -> null, (endpoint, timeout) -> true);
    }

    private List<String> brokers(MQFaultStrategy strategy, String last) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            chosen.add(strategy.selectOneMessageQueue(info, last, false).getBrokerName());
        }
        return chosen;
    }

    @Test
    void theBrokerThatJustFailedIsNotChosenAgain() {
        assertThat(brokers(strategy(false), "b")).contains("a", "c").doesNotContain("b");
        assertThat(strategy(false).selectOneMessageQueue(info("b"), "b", false).getBrokerName())
                .isEqualTo("b");
    }

    @Test
    void withoutTheSwitchLatencyDoesNotCount() {
        MQFaultStrategy strategy = strategy(false);
        strategy.updateFaultItem("a", 20_000, true, false);
        assertThat(brokers(strategy, null)).contains("a", "b", "c");
    }

    @Test
    void aSlowBrokerIsAvoided() {
        MQFaultStrategy strategy = strategy(true);
        strategy.updateFaultItem("a", 600, false, true);
        strategy.updateFaultItem("b", 60, false, true);
        assertThat(brokers(strategy, null)).contains("b", "c").doesNotContain("a");
    }

    @Test
    void whenAllAreSlowOneThatAnswersIsChosen() {
        MQFaultStrategy strategy = strategy(true);
        strategy.updateFaultItem("a", 600, false, true);
        strategy.updateFaultItem("b", 600, false, true);
        strategy.updateFaultItem("c", 600, true, false);
        assertThat(brokers(strategy, null)).contains("a", "b").doesNotContain("c");
    }

    @Test
    void aProbeThatIsAnsweredEndsTheAvoiding() {
        LatencyFaultToleranceImpl tolerance =
                new LatencyFaultToleranceImpl(name -> "address", (endpoint, timeout) -> endpoint.equals("address"));
        tolerance.updateFaultItem("a", 10, 0, false);
        assertThat(tolerance.isReachable("a")).isFalse();

        tolerance.detectByOneRound();

        assertThat(tolerance.isReachable("a")).isTrue();
        assertThat(tolerance.pickOneAtLeast()).isEqualTo("a");
    }
}
