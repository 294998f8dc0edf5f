/** What a request goes through between a connection and the capability that answers it: table, executor, hooks, limits, the one answer. */
package io.cometmq.remoting.rpc;
