/** Commands of mqadmin about groups of consumers. */
package io.cometmq.tools.command.consumer;
