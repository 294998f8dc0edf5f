package io.cometmq.remoting.protocol.subscription;

import java.util.List;

/**
 * Delays that are listed.
 *
 * @param next delay before each delivery in turn, in milliseconds; the last one stays
 */
public record CustomizedRetryPolicy(List<Long> next) {
    public CustomizedRetryPolicy {
        next = next == null ? List.of() : next;
    }
}
