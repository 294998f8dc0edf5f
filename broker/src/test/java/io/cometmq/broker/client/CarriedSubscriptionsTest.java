package io.cometmq.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.filter.ExpressionType;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.pop.TopicKind;
import org.junit.jupiter.api.Test;

class CarriedSubscriptionsTest {
    private long now = 1_000;
    private final CarriedSubscriptions carried = new CarriedSubscriptions(TopicKind.RETRY_V1, () -> now);

    @Test
    void theLastOneCounts() {
        carried.pulled("G", "T", "a", ExpressionType.TAG);
        now = 2_000;
        carried.pulled("G", "T", "x > 5", ExpressionType.SQL92);

        SubscriptionData latest = carried.latest("G", "T");
        assertThat(latest.getSubString()).isEqualTo("x > 5");
        assertThat(latest.getExpressionType()).isEqualTo(ExpressionType.SQL92);
        assertThat(latest.getSubVersion()).isEqualTo(2_000);
        assertThat(carried.latest("G", "U")).isNull();
        assertThat(carried.latest("H", "T")).isNull();
    }

    @Test
    void requestsThatCarryTheSameShareOne() {
        SubscriptionData first = carried.pulled("G", "T", "a || b", null);
        now = 3_000;

        assertThat(carried.pulled("G", "T", "a || b", null)).isSameAs(first);
        assertThat(carried.latest("G", "T").getSubVersion()).isEqualTo(3_000);
        assertThat(carried.pulled("G", "T", "a", null)).isNotSameAs(first);
    }

    @Test
    void whoPopsATopicGetsAllThatComesAgainOfIt() {
        carried.pulled("G", "T", "x > 5", ExpressionType.SQL92);
        assertThat(carried.latest("G", "%RETRY%G_T")).as("only pulled").isNull();
        carried.popped("G", "T", "x > 5", ExpressionType.SQL92);

        SubscriptionData again = carried.latest("G", "%RETRY%G_T");
        assertThat(again.getSubString()).isEqualTo("*");
        assertThat(again.getExpressionType()).isEqualTo(ExpressionType.SQL92);
        assertThat(again.getTopic()).isEqualTo("%RETRY%G_T");
        assertThat(carried.latest("G", "%RETRY%G+T")).isNull();
    }

    @Test
    void aPopThatCarriesNoneGetsEverything() {
        assertThat(carried.popped("G", "T", null, ExpressionType.SQL92).getSubString())
                .isEqualTo("*");
        assertThat(carried.latest("G", "T").getExpressionType()).isEqualTo(ExpressionType.TAG);
    }

    @Test
    void whatIsNoSubscriptionIsRefusedAndNotKept() {
        assertThatThrownBy(() -> carried.pulled("G", "T", "", ExpressionType.SQL92))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(carried.latest("G", "T")).isNull();
    }

    @Test
    void thoseByWhichNobodyComesAreForgotten() {
        carried.pulled("G", "T", "a", null);
        carried.pulled("G", "U", "a", null);
        now += CarriedSubscriptions.EXPIRY_MILLIS;
        carried.pulled("G", "U", "a", null);
        carried.removeExpired();
        assertThat(carried.latest("G", "T")).isNotNull();

        now++;
        carried.removeExpired();
        assertThat(carried.latest("G", "T")).isNull();
        assertThat(carried.latest("G", "U")).isNotNull();
    }
}
