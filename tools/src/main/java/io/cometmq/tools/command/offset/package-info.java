/** Commands of mqadmin about offsets of groups. */
package io.cometmq.tools.command.offset;
