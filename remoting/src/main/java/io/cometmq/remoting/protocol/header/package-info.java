/**
 * Headers of requests to brokers and clients, and of their answers: one record each, its components are the fields on the wire.
 *
 * <p>Immutable. The codec derives readers and writers from the records. Facts: docs/protocol/request-codes.md.
 */
package io.cometmq.remoting.protocol.header;
