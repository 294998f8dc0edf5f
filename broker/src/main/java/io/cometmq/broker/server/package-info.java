/**
 * The broker as a process: command line, wiring, which request goes where on which thread, start and stop.
 *
 * <p>{@link io.cometmq.broker.server.BrokerController} builds every part and hands each one only what it uses;
 * {@link io.cometmq.broker.server.BrokerRequestTable} is the place to look a request up.
 */
package io.cometmq.broker.server;
