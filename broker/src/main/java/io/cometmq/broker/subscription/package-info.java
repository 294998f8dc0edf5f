/**
 * The consumer groups that the broker knows, how they come into being (docs/protocol/semantics.md 1, 2), and subscriptionGroup.json
 * (docs/protocol/message-formats.md 10).
 *
 * <p>A {@link io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig} in the table is never changed, only replaced; who
 * got one must not change it either.
 */
package io.cometmq.broker.subscription;
