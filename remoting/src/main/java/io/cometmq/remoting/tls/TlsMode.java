package io.cometmq.remoting.tls;

/** What a server thinks of TLS and of plain connections (docs/protocol/remoting.md 7). */
public enum TlsMode {
    /** A peer that begins with TLS is disconnected. */
    DISABLED,
    /** Both are served. */
    PERMISSIVE,
    /** A peer that begins without TLS is disconnected. */
    ENFORCING
}
