/** Connections: a server with several ports, a client with one connection per address, and what both share. Event loops own a connection's reading and writing; everything public is thread-safe. */
package io.cometmq.remoting.netty;
