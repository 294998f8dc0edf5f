/**
 * The demonstration a new user sees first: a name server and a broker in processes of their own, one process that publishes every line of
 * some files, and one that consumes them; both sides' tallies are compared.
 *
 * <p>{@link io.cometmq.tools.quickstart.Quickstart} is the person's program; it starts the others and watches them. The publishing and the
 * consuming process write what they have done to their standard output, line by line ({@link io.cometmq.tools.quickstart.Report}).
 */
package io.cometmq.tools.quickstart;
