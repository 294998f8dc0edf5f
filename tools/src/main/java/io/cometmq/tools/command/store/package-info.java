/** Commands that look after a data directory while no broker has it open. Stateless; one thread. */
package io.cometmq.tools.command.store;
