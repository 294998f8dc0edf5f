package io.cometmq.broker.diagnosis;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.text.NearestNames;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis.UnknownTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics that clients ask for and that there are not: the last few hundred. */
public final class UnknownTopics {
    static final int MAX_REMEMBERED = 500;

    private static final int MAX_NEAREST = 3;
    private static final Logger LOG = LoggerFactory.getLogger(UnknownTopics.class);
    private static final RateLimitedLog NEWS = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    /** What somebody wants with a topic. */
    public enum Purpose {
        SEND,
        PULL
    }

    private record Asked(
            String reason, Purpose purpose, String clientAddress, long count, long firstMillis, long lastMillis) {}

    /** Those not asked for the longest first; guarded by itself. */
    private final Map<String, Asked> topics = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private final LongSupplier clockMillis;

    public UnknownTopics(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /**
     * Somebody asked for a topic that there is not.
     *
     * @param reason why there is none, and what to do
     */
    public void asked(String topic, Purpose purpose, String clientAddress, String reason) {
        long now = clockMillis.getAsLong();
        synchronized (topics) {
            Asked before = topics.get(topic);
            topics.put(
                    topic,
                    new Asked(
                            reason,
                            purpose,
                            clientAddress,
                            before == null ? 1 : before.count + 1,
                            before == null ? now : before.firstMillis,
                            now));
            if (before != null) {
                return;
            }
        }
        NEWS.info("{} by {} of a topic {} that does not exist: {}", purpose, clientAddress, topic, reason);
    }

    /** Those that there are not even now. */
    List<UnknownTopic> find(Collection<String> known) {
        Map<String, Asked> remembered;
        synchronized (topics) {
            topics.keySet().removeAll(known);
            remembered = new LinkedHashMap<>(topics);
        }
        List<UnknownTopic> found = new ArrayList<>();
        remembered.forEach((topic, asked) -> found.add(new UnknownTopic(
                topic,
                asked.reason,
                asked.purpose.name(),
                asked.clientAddress,
                asked.count,
                asked.firstMillis,
                asked.lastMillis,
                NearestNames.of(topic, known, MAX_NEAREST))));
        return found;
    }
}
