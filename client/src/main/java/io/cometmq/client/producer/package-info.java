/** The public API for sending. Producers are thread-safe once they are started. */
package io.cometmq.client.producer;
