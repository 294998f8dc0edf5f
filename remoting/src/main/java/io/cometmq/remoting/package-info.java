/** Calls between processes over TCP with the remoting protocol (docs/protocol/remoting.md). */
package io.cometmq.remoting;
