/**
 * Bodies in JSON: one record each, its components are the properties on the wire.
 *
 * <p>Immutable as far as their collections are; a collection that is missing on the wire is empty here. Facts: docs/protocol/request-codes.md.
 */
package io.cometmq.remoting.protocol.body;
