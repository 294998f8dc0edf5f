/**
 * Who is where: the routes of topics and the brokers that hold them (docs/protocol/semantics.md 3).
 *
 * <p>{@link io.cometmq.namesrv.route.RouteTable} is an immutable state; the rules ({@code RegistrationRule}, {@code RemovalRule},
 * {@code TopicRule}) are pure functions from a state, a command and the time to the next state. {@link
 * io.cometmq.namesrv.route.RouteInfoManager} alone publishes states. Readers take the current snapshot, without a lock, on any thread.
 */
package io.cometmq.namesrv.route;
