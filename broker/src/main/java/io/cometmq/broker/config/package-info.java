/**
 * The broker's settings, under RocketMQ's property names: declared once, checked at start, printable.
 *
 * <p>Read once by the starting thread; the records are immutable from then on.
 */
package io.cometmq.broker.config;
