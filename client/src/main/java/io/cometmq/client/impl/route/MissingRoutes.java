package io.cometmq.client.impl.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Asks for the routes that are missing, soon at first and then less and less often: a topic that is made after its consumer has
 * started is consumed at once, not only after the next refresh of all routes. Belongs to the thread that calls it.
 */
public final class MissingRoutes {
    private static final int MAX_PAUSE_TURNS = 32;

    private record Wait(long nextTurn, int pauseTurns) {}

    private final Map<String, Wait> waiting = new HashMap<>();
    private final TopicRouteTable routes;
    private long turn;

    public MissingRoutes(TopicRouteTable routes) {
        this.routes = routes;
    }

    /** Asks for those whose turn it is; to be called again and again, in equal steps. */
    public void ask(Set<String> topicsInUse) {
        turn++;
        waiting.keySet().removeIf(topic -> !topicsInUse.contains(topic) || routes.find(topic) != null);
        for (String topic : topicsInUse) {
            Wait wait = waiting.get(topic);
            if (routes.find(topic) != null || (wait != null && turn < wait.nextTurn)) {
                continue;
            }
            int pause = wait == null ? 1 : Math.min(MAX_PAUSE_TURNS, 2 * wait.pauseTurns);
            waiting.put(topic, new Wait(turn + pause, pause));
            routes.refresh(topic);
        }
    }
}
