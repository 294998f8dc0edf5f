package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import java.nio.ByteBuffer;

/**
 * A send request's header as a broker reads it: the same for the long names (10, 324) and the letters (310, 320, 325), with the
 * properties as the bytes that came (docs/protocol/request-codes.md, field letters).
 *
 * @param properties UTF-8 properties string; empty, never null
 * @param reconsumeTimes 0 when absent
 * @param maxReconsumeTimes -1 when absent
 */
public record ReceivedSendHeader(
        String producerGroup,
        String topic,
        String defaultTopic,
        int defaultTopicQueueNums,
        int queueId,
        int sysFlag,
        long bornTimestamp,
        int flag,
        ByteBuffer properties,
        int reconsumeTimes,
        boolean unitMode,
        int maxReconsumeTimes,
        boolean batch)
        implements CommandHeader {}
