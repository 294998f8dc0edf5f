/**
 * Headers of requests to name servers, and of their answers: one record each, its components are the fields on the wire.
 *
 * <p>Immutable. Facts: docs/protocol/request-codes.md, name server.
 */
package io.cometmq.remoting.protocol.header.namesrv;
