/** The client instance: one per client id, it owns connections, threads and routes of the clients that share the id. */
package io.cometmq.client.impl.factory;
