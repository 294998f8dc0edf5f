package io.cometmq.tools.benchmark;

/** Where a run stands; set by the thread that conducts it, read by the loops. */
final class RunPhase {
    enum Step {
        WARM_UP,
        MEASURE,
        /** No new requests; answers are awaited. */
        DRAIN
    }

    private volatile Step step = Step.WARM_UP;

    Step step() {
        return step;
    }

    void enter(Step next) {
        step = next;
    }
}
