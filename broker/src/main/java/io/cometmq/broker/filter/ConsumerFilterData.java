package io.cometmq.broker.filter;

/**
 * What a group filters a topic by; an entry of consumerFilter.json (docs/protocol/message-formats.md 10). Immutable.
 *
 * @param bornTime when it was registered first, milliseconds since the epoch
 * @param clientVersion version of the subscription: when the client made it, milliseconds since the epoch
 * @param dead whether the group no longer subscribes so
 * @param deadTime since when, 0 while it does
 */
public record ConsumerFilterData(
        BloomFilterData bloomFilterData,
        long bornTime,
        long clientVersion,
        String consumerGroup,
        boolean dead,
        long deadTime,
        String expression,
        String expressionType,
        String topic) {

    ConsumerFilterData bornAt(long millis, BloomFilterData bits) {
        return new ConsumerFilterData(
                bits, millis, clientVersion, consumerGroup, dead, deadTime, expression, expressionType, topic);
    }

    ConsumerFilterData diedAt(long millis) {
        return with(clientVersion, true, millis);
    }

    ConsumerFilterData aliveWith(long latestVersion) {
        return with(latestVersion, false, 0);
    }

    private ConsumerFilterData with(long version, boolean isDead, long since) {
        return new ConsumerFilterData(
                bloomFilterData, bornTime, version, consumerGroup, isDead, since, expression, expressionType, topic);
    }
}
