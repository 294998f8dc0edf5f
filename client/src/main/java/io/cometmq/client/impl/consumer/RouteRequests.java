package io.cometmq.client.impl.consumer;

import io.cometmq.client.impl.factory.MQClientInstance;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for routes from threads that must not wait for the answer. */
final class RouteRequests {
    private static final Logger LOG = LoggerFactory.getLogger(RouteRequests.class);

    private RouteRequests() {}

    static void ask(MQClientInstance instance, String topic) {
        try {
            instance.callbackExecutor().execute(() -> instance.updateTopicRouteInfoFromNameServer(topic));
        } catch (RejectedExecutionException e) {
            LOG.debug("client {} ends: the route of {} is not asked for", instance.getClientId(), topic);
        }
    }
}
