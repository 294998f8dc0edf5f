/** Commands of mqadmin about topics. */
package io.cometmq.tools.command.topic;
