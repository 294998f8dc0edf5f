package io.cometmq.remoting.netty;

/** Told of connections that come and go; called on the event loop, must not block. */
public interface ConnectionListener {
    ConnectionListener NONE = new ConnectionListener() {};

    default void opened(Connection connection) {}

    /** Called once per connection, whatever ended it: the peer, silence, an error, or ourselves. */
    default void closed(Connection connection) {}
}
