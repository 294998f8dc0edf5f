/** Commands of mqadmin about messages. */
package io.cometmq.tools.command.message;
