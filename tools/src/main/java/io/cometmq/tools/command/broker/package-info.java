/** Commands of mqadmin about brokers. */
package io.cometmq.tools.command.broker;
