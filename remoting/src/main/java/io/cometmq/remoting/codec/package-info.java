/** Frames and headers on the wire: JSON and binary, read and written in place, without maps (docs/protocol/remoting.md 1 to 3). Stateless but for cursors, which belong to one thread. */
package io.cometmq.remoting.codec;
