/**
 * When timer messages are due (docs/protocol/semantics.md 11). The log is the truth: a timer message waits as a record of the topic
 * rmq_sys_wheel_timer, as with RocketMQ, and is delivered by storing it again where it belongs. What is here is derived from the log:
 * a schedule of 32-byte entries in the order of their time, rebuilt when it is missing, damaged or does not fit the log.
 *
 * <pre>
 * journal (queue 0 of rmq_sys_wheel_timer) --> memory table --> runs: sorted, immutable files, merged as they grow in number
 *                                                    \            /
 *                                                  the next seconds, a heap --> delivery
 * manifest.json: the runs; how far of the journal they hold; the watermark
 * </pre>
 *
 * <p>The manifest is replaced as a whole and only when the log that it speaks of is forced, so that there is one way to start, whatever
 * happened: read the manifest, read the journal behind its runs, and read the log behind its watermark for messages that are delivered
 * already. A clean stop and a kill differ in how much there is to read; neither makes a message come twice.
 *
 * <p>One thread ("timer") owns the schedule and delivers; a second one ("timer-files") writes runs and the manifest, and rolls: stores
 * again what waits longer than the log is kept.
 */
package io.cometmq.store.timer;
