/** Commands of mqadmin about connected clients. */
package io.cometmq.tools.command.connection;
