/** Fields that clients add to every request (docs/protocol/remoting.md 10). Stateless. */
package io.cometmq.client.rpchook;
