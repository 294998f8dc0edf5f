package io.cometmq.tools.benchmark;

/** The broker sent what the protocol does not allow; the run cannot go on. */
final class ProtocolException extends RuntimeException {
    ProtocolException(String message) {
        super(message);
    }
}
