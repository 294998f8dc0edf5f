package io.cometmq.tools.benchmark;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is measured. */
enum Workload {
    SEND("messages as fast as the windows allow"),
    LATENCY("sends with one in flight on one connection"),
    PULL("stored messages read again and again"),
    E2E("sends at a rate, and their arrival at waiting consumers");

    private final String summary;

    Workload(String summary) {
        this.summary = summary;
    }

    String summary() {
        return summary;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Workload> of(String word) {
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
