/**
 * Administration of a cluster from outside: what name servers and brokers can be asked and told.
 *
 * <p>{@link io.cometmq.tools.admin.DefaultMQAdminExt} is the entry, with RocketMQ's public methods; behind it stands one class
 * for each family of requests. Calls are synchronous. Thread-safe. Facts: docs/protocol/request-codes.md.
 */
package io.cometmq.tools.admin;
