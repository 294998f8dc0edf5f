package io.cometmq.common.process;

/** A server did not start, and its console has said why. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;
}
