/**
 * Which topic is where: routes as the name servers told them, made into queues to send to and to read from, and the
 * addresses of the brokers. Snapshots are immutable; refreshing is done under one lock.
 */
package io.cometmq.client.impl.route;
