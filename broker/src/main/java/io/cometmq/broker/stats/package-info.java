/** Figures of what the broker does, for the people who run it. Collected on a timer, never on the way of a message. */
package io.cometmq.broker.stats;
