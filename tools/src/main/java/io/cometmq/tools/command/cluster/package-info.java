/** Commands of mqadmin about clusters. */
package io.cometmq.tools.command.cluster;
