package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/**
 * Header of SEND_MESSAGE_V2 (310), SEND_BATCH_MESSAGE (320) and SEND_REPLY_MESSAGE_V2 (325): {@link SendMessageRequestHeader}
 * with short names (docs/protocol/request-codes.md, field letters).
 *
 * @param a producerGroup
 * @param b topic
 * @param c defaultTopic
 * @param d defaultTopicQueueNums
 * @param e queueId
 * @param f sysFlag
 * @param g bornTimestamp
 * @param h flag
 * @param i properties
 * @param j reconsumeTimes
 * @param k unitMode
 * @param l maxReconsumeTimes
 * @param m batch
 * @param n bname
 */
public record SendMessageRequestHeaderV2(
        @Required String a,
        @Required String b,
        @Required String c,
        @Required int d,
        @Required int e,
        @Required int f,
        @Required long g,
        @Required int h,
        String i,
        Integer j,
        Boolean k,
        Integer l,
        Boolean m,
        String n)
        implements CommandHeader {}
