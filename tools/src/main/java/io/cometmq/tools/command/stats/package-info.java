/** Commands of mqadmin about traffic. */
package io.cometmq.tools.command.stats;
