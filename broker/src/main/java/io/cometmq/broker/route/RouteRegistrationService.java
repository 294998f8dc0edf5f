package io.cometmq.broker.route;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.remoting.netty.NettyRemotingClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every name server informed: at the start, when topics change (changes that follow one another closely together), every
 * registerNameServerPeriod, and again soon where it did not work. Takes leave at the end. Thread-safe.
 */
public final class RouteRegistrationService {
    private static final Logger LOG = LoggerFactory.getLogger(RouteRegistrationService.class);

    /** Bounds of registerNameServerPeriod (docs/protocol/semantics.md 3). */
    private static final long MIN_PERIOD_MILLIS = 10_000;

    private static final long MAX_PERIOD_MILLIS = 60_000;

    /** Changes within this time are told together. */
    private static final long COALESCE_MILLIS = 20;

    private static final long RETRY_MILLIS = 2_000;
    private static final long UNREGISTER_TIMEOUT_MILLIS = 2_000;

    private final Supplier<BrokerConfig> config;
    private final TopicConfigManager topics;
    private final NettyRemotingClient client;
    private final ScheduledExecutorService timer;
    private final Registration registration;
    private final AtomicBoolean changeScheduled = new AtomicBoolean();

    /** By address; guarded by this. */
    private final Map<String, NameServerLink> links = new LinkedHashMap<>();

    /** Guarded by this. */
    private boolean running;

    /**
     * @param brokerAddress what clients are told, {@code ip:port}
     * @param haAddress what slaves are told, {@code ip:port}
     */
    public RouteRegistrationService(
            Supplier<BrokerConfig> config,
            TopicConfigManager topics,
            NettyRemotingClient client,
            ScheduledExecutorService timer,
            String brokerAddress,
            String haAddress) {
        this.config = config;
        this.topics = topics;
        this.client = client;
        this.timer = timer;
        this.registration = new Registration(config, topics, brokerAddress, haAddress);
    }

    /** Registers, without waiting for it, and keeps doing so. */
    public void start() {
        synchronized (this) {
            running = true;
        }
        topics.onChange(this::changed);
        takeNameServers();
        if (addresses().isEmpty()) {
            LOG.info("no name server is configured: clients find this broker only by its address");
        }
        update(true);
        long period = Math.max(
                MIN_PERIOD_MILLIS, Math.min(MAX_PERIOD_MILLIS, config.get().registerNameServerPeriod()));
        timer.scheduleWithFixedDelay(() -> update(config.get().forceRegister()), period, period, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::retry, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The list of name servers, or what they are to be told, may have changed. */
    public void configChanged() {
        takeNameServers();
        update(true);
    }

    /** Topics have changed: every name server is told at once. */
    public void changed() {
        if (changeScheduled.compareAndSet(false, true)) {
            try {
                timer.schedule(this::tellChange, COALESCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("a topic changed while the broker shuts down", e);
            }
        }
    }

    private void tellChange() {
        changeScheduled.set(false);
        update(true);
    }

    private synchronized void takeNameServers() {
        List<String> wanted = addresses();
        links.keySet().retainAll(wanted);
        for (String address : wanted) {
            links.computeIfAbsent(
                    address, any -> new NameServerLink(any, client, registration, topics::markOrdered, timer));
        }
    }

    private List<String> addresses() {
        return Arrays.stream(config.get().namesrvAddr().split(";", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }

    private synchronized List<NameServerLink> links() {
        return running ? List.copyOf(links.values()) : List.of();
    }

    private void update(boolean forced) {
        long timeoutMillis = config.get().registerBrokerTimeoutMills();
        links().forEach(link -> link.update(forced, timeoutMillis));
    }

    private void retry() {
        long timeoutMillis = config.get().registerBrokerTimeoutMills();
        links().forEach(link -> link.retry(timeoutMillis));
    }

    /** Takes leave of all name servers, and waits for their answers a short while. */
    public void shutdown() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        List<NameServerLink> present = links();
        synchronized (this) {
            running = false;
        }
        present.forEach(link -> answers.add(link.unregister(UNREGISTER_TIMEOUT_MILLIS)));
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, UNREGISTER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}
