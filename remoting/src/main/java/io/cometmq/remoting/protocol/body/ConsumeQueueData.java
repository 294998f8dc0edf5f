package io.cometmq.remoting.protocol.body;

/** A unit of a consume queue. */
public record ConsumeQueueData(
        long physicOffset,
        int physicSize,
        long tagsCode,
        String extendDataJson,
        String bitMap,
        boolean eval,
        String msg) {}
