package io.cometmq.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
    @Test
    void findsTheNearestFirst() {
        assertThat(NearestNames.of("OrderTopc", List.of("OrderTopics", "OrderTopic", "Payments"), 3))
                .containsExactly("OrderTopic", "OrderTopics");
        assertThat(NearestNames.of("OrderTopc", List.of("OrderTopics", "OrderTopic"), 1))
                .containsExactly("OrderTopic");
        assertThat(NearestNames.of("x", List.of("Payments"), 3)).isEmpty();
    }

    @Test
    void countsEditsWithoutRegardToCase() {
        assertThat(NearestNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestNames.distance("ABC", "abc")).isZero();
        assertThat(NearestNames.distance("", "abc")).isEqualTo(3);
    }
}
