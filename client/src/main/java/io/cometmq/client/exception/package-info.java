/**
 * What an application has to catch: refused by the client ({@link io.cometmq.client.exception.MQClientException}) or by a
 * broker ({@link io.cometmq.client.exception.MQBrokerException}). What goes wrong on the way is in
 * {@code io.cometmq.remoting.exception}.
 */
package io.cometmq.client.exception;
