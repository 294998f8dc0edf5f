/**
 * JSON as the RocketMQ family reads and writes it.
 *
 * <p>The only package that knows the JSON library. Stateless. Facts: docs/protocol/remoting.md 9.
 */
package io.cometmq.common.json;
