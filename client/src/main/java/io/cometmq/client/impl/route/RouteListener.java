package io.cometmq.client.impl.route;

import io.cometmq.remoting.protocol.route.TopicRouteData;

/** Told of routes; called by the refreshing thread. */
public interface RouteListener {
    /** Whether somebody waits for the first route of this topic: an unchanged one is passed on then, too. */
    boolean isRouteWanted(String topic);

    void routeChanged(String topic, TopicRouteData route);
}
