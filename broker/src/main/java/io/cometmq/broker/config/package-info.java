/**
 * The broker's settings, under RocketMQ's property names: each declared once, on the component of a record.
 *
 * <p>Read at start by one thread; the records are immutable.
 */
package io.cometmq.broker.config;
