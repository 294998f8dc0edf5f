package io.cometmq.client.impl.route;

/**
 * How a refresh of a route ended.
 *
 * @param changed whether the route, or who uses it, is a new one
 * @param failure why there is no answer; null when there is
 */
public record RouteRefresh(boolean changed, Exception failure) {
    static final RouteRefresh CHANGED = new RouteRefresh(true, null);
    static final RouteRefresh SAME = new RouteRefresh(false, null);

    static RouteRefresh failed(Exception failure) {
        return new RouteRefresh(false, failure);
    }
}
