/**
 * The vocabulary of the remoting protocol: codes, languages, data versions, and what marks a header.
 *
 * <p>Immutable. Facts: docs/protocol/remoting.md, request-codes.md, response-codes.md.
 */
package io.cometmq.remoting.protocol;
