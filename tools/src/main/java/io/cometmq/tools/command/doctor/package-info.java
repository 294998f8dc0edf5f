/**
 * {@code mqadmin doctor}: walks name server, broker, topic, queue, group and client, and says in words what is wrong and what to do.
 *
 * <p>One class for each of these looks at what the cluster tells and adds to {@link io.cometmq.tools.command.doctor.Findings}; none
 * changes anything.
 */
package io.cometmq.tools.command.doctor;
