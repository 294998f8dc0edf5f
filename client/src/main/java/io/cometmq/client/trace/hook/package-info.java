/** The hooks that make traces out of sends and transactions. Thread-safe. */
package io.cometmq.client.trace.hook;
