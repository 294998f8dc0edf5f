/**
 * Consumers as applications use them: what is received, how it is subscribed to, and how queues are shared out within a group.
 *
 * <p>Configure a consumer before its start; after the start only the methods that say so may be called by several threads.
 */
package io.cometmq.client.consumer;
