/**
 * Commands of mqadmin that carry messages between a topic and the terminal: lines in, lines out.
 *
 * <p>{@code produce} and {@code consume} use the client as applications do; {@code tail} only looks and leaves no trace in any
 * offset. Each runs in the thread of the program.
 */
package io.cometmq.tools.command.console;
