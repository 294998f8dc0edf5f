/**
 * Strategies that share out the queues of a topic among the clients of a group. Each client decides for itself, so a strategy
 * must be a pure function of its arguments; all of them give the same answers as RocketMQ's, so that clients of both kinds can
 * be in one group.
 */
package io.cometmq.client.consumer.rebalance;
