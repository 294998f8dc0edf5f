package io.cometmq.broker.assignment;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of topics on all brokers, as the name servers tell them; a broker without name servers knows its own. Blocks while it asks.
 * Thread-safe.
 */
final class TopicQueues {
    private static final Logger LOG = LoggerFactory.getLogger(TopicQueues.class);
    private static final RateLimitedLog FAILURES = new RateLimitedLog(LOG, Duration.ofSeconds(30));
    private static final long KEEP_MILLIS = 30_000;
    private static final long TIMEOUT_MILLIS = 3_000;

    /** Topics that are remembered; beyond that all are asked again. */
    private static final int MAX_TOPICS = 100_000;

    private record Known(List<MessageQueue> queues, long atMillis) {}

    private final Supplier<BrokerConfig> configs;
    private final TopicConfigManager topics;
    private final NettyRemotingClient client;
    private final LongSupplier clockMillis;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    TopicQueues(
            Supplier<BrokerConfig> configs,
            TopicConfigManager topics,
            NettyRemotingClient client,
            LongSupplier clockMillis) {
        this.configs = configs;
        this.topics = topics;
        this.client = client;
        this.clockMillis = clockMillis;
    }

    /** All readable queues in order; empty when nobody knows the topic. */
    List<MessageQueue> of(String topic) {
        String nameServers = configs.get().namesrvAddr();
        if (nameServers.isBlank()) {
            return own(topic);
        }
        long now = clockMillis.getAsLong();
        Known before = known.get(topic);
        if (before != null && now - before.atMillis < KEEP_MILLIS) {
            return before.queues;
        }
        List<MessageQueue> asked = ask(nameServers, topic);
        if (asked == null || asked.isEmpty()) {
            return before == null ? own(topic) : before.queues;
        }
        if (known.size() >= MAX_TOPICS) {
            known.clear();
        }
        known.put(topic, new Known(asked, now));
        return asked;
    }

    private List<MessageQueue> own(String topic) {
        TopicConfig config = topics.find(topic);
        List<MessageQueue> queues = new ArrayList<>();
        if (config != null && PermName.isReadable(config.getPerm())) {
            add(queues, topic, configs.get().brokerName(), config.getReadQueueNums());
        }
        return queues;
    }

    private static void add(List<MessageQueue> queues, String topic, String brokerName, int count) {
        for (int queueId = 0; queueId < count; queueId++) {
            queues.add(new MessageQueue(topic, brokerName, queueId));
        }
    }

    /** Null when no name server answers. */
    private List<MessageQueue> ask(String nameServers, String topic) {
        for (String address : nameServers.split(";", -1)) {
            try {
                RemotingCommand answer = client.invokeSync(
                        address.strip(),
                        RemotingCommand.createRequestCommand(
                                RequestCode.GET_ROUTEINFO_BY_TOPIC,
                                new GetRouteInfoRequestHeader(topic, true, null, null)),
                        TIMEOUT_MILLIS);
                if (answer.getCode() == ResponseCode.TOPIC_NOT_EXIST) {
                    return List.of();
                }
                if (answer.getCode() == ResponseCode.SUCCESS) {
                    return queues(topic, Json.fromJson(answer.getBody(), TopicRouteData.class));
                }
                FAILURES.warn("name server {} does not tell the route of {}: {}", address, topic, answer.getRemark());
            } catch (RemotingException | JsonException e) {
                FAILURES.warn("name server {} does not tell the route of {}: {}", address, topic, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private static List<MessageQueue> queues(String topic, TopicRouteData route) {
        List<MessageQueue> queues = new ArrayList<>();
        for (QueueData data : route.queueDatas()) {
            if (PermName.isReadable(data.perm())) {
                add(queues, topic, data.brokerName(), data.readQueueNums());
            }
        }
        queues.sort(null);
        return queues;
    }
}
