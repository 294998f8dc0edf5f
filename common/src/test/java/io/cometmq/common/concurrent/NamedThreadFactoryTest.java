package io.cometmq.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedThreadFactoryTest {
    @Test
    void makesNumberedDaemons() {
        NamedThreadFactory factory = new NamedThreadFactory("flush");
        Thread first = factory.newThread(() -> {});
        Thread second = factory.newThread(() -> {});
        assertThat(first.getName()).isEqualTo("flush-1");
        assertThat(second.getName()).isEqualTo("flush-2");
        assertThat(first.isDaemon()).isTrue();
    }
}
