/** What an application implements to receive messages from a push consumer, and what it answers. */
package io.cometmq.client.consumer.listener;
