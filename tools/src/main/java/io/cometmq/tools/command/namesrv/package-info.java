/** Commands of mqadmin about name servers. */
package io.cometmq.tools.command.namesrv;
