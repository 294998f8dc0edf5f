package io.cometmq.remoting.protocol.body;

/** Rates of a client for one topic, per second; times in milliseconds. */
public record ConsumeStatus(
        double pullRT,
        double pullTPS,
        double consumeRT,
        double consumeOKTPS,
        double consumeFailedTPS,
        long consumeFailedMsgs) {}
