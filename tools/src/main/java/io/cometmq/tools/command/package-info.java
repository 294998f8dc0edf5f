/**
 * The program {@code mqadmin}: one class for each command, by family in the packages below.
 *
 * <p>Names, options and texts are RocketMQ's, so that existing scripts work. Every failure is one line on the standard error
 * stream and a non-zero exit status. A command runs in the thread of the program and holds no state between runs.
 */
package io.cometmq.tools.command;
