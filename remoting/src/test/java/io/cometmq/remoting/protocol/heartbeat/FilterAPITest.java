package io.cometmq.remoting.protocol.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterAPITest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "*"})
    void nothingMeansEverything(String expression) {
        SubscriptionData subscription = FilterAPI.buildSubscriptionData("T", expression);
        assertThat(subscription.getSubString()).isEqualTo("*");
        assertThat(subscription.getTagsSet()).isEmpty();
        assertThat(subscription.getExpressionType()).isEqualTo("TAG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TagA||TagBig", " TagA || TagBig ", "TagA || || TagBig||"})
    void splitsTags(String expression) {
        SubscriptionData subscription = FilterAPI.buildSubscriptionData("T", expression);
        assertThat(subscription.getTagsSet()).containsExactlyInAnyOrder("TagA", "TagBig");
        assertThat(subscription.getCodeSet()).containsExactlyInAnyOrder(2598919, 0x94DDD326);
        assertThat(subscription.getSubString()).isEqualTo(expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"||", " || || "})
    void refusesExpressionsWithoutATag(String expression) {
        assertThatThrownBy(() -> FilterAPI.buildSubscriptionData("T", expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic T");
    }

    @Test
    void keepsOtherExpressionsAsTheyAre() {
        SubscriptionData subscription = FilterAPI.build("T", "age > 5", "SQL92");
        assertThat(subscription.getSubString()).isEqualTo("age > 5");
        assertThat(subscription.getExpressionType()).isEqualTo("SQL92");
        assertThat(subscription.getTagsSet()).isEmpty();
        assertThatThrownBy(() -> FilterAPI.build("T", " ", "SQL92")).isInstanceOf(IllegalArgumentException.class);
        assertThat(FilterAPI.build("T", "TagA", null).getTagsSet()).containsExactly("TagA");
    }

    @Test
    void equalsRegardlessOfTheVersion() {
        SubscriptionData subscription = FilterAPI.buildSubscriptionData("T", "TagA");
        SubscriptionData later = FilterAPI.buildSubscriptionData("T", "TagA");
        later.setSubVersion(subscription.getSubVersion() + 1);
        assertThat(later)
                .isEqualTo(subscription)
                .hasSameHashCodeAs(subscription)
                .isEqualByComparingTo(subscription);
        assertThat(subscription).isNotEqualTo(FilterAPI.buildSubscriptionData("T", "TagB"));
    }
}
