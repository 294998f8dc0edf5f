/**
 * A load generator for any broker of the protocol: pre-encoded frames over plain sockets, no client library in between.
 *
 * <p>It shares the machine with the broker that it measures, so it must cost little: a request is copied from a
 * {@link io.cometmq.tools.benchmark.FrameTemplate} with a few numbers filled in, an answer is read only as far as its
 * code and opaque, and nothing is allocated per message.
 *
 * <p>Threads: each {@link io.cometmq.tools.benchmark.LoadLoop} owns its connections, their traffic and its statistics;
 * only the {@link io.cometmq.tools.benchmark.RunPhase} is shared. Statistics are read after the loops have ended.
 */
package io.cometmq.tools.benchmark;
