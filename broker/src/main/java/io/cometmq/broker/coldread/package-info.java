/**
 * How much of the disk's time a group may take that reads old messages: limits in bytes per second, for each group and for all together
 * (docs/protocol/request-codes.md 2001-2003). Off unless {@code coldDataFlowControlEnable}.
 */
package io.cometmq.broker.coldread;
