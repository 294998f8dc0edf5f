/**
 * The texts by which consumers and brokers speak of popped messages: receipt handles, and the infos of a pop's answer
 * (docs/protocol/request-codes.md, POP handles and info strings).
 *
 * <p>Everything here is immutable or belongs to one thread.
 */
package io.cometmq.remoting.protocol.pop;
