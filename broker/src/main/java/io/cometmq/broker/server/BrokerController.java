package io.cometmq.broker.server;

import io.cometmq.broker.assignment.QueryAssignmentProcessor;
import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.client.ClientHousekeepingService;
import io.cometmq.broker.client.ClientManageProcessor;
import io.cometmq.broker.client.ConsumerIdsChangeNotifier;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.client.ProducerManager;
import io.cometmq.broker.coldread.ColdReadAdminProcessor;
import io.cometmq.broker.coldread.ColdReadConfig;
import io.cometmq.broker.coldread.ColdReadLimits;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.config.LiveConfig;
import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.diagnosis.DiagnosisConfig;
import io.cometmq.broker.diagnosis.DiagnosisProcessor;
import io.cometmq.broker.diagnosis.StuckQueues;
import io.cometmq.broker.diagnosis.SubscriptionConflicts;
import io.cometmq.broker.diagnosis.UnknownTopics;
import io.cometmq.broker.filter.ArrivalCheck;
import io.cometmq.broker.filter.ConsumerFilterBitMaps;
import io.cometmq.broker.filter.ConsumerFilterManager;
import io.cometmq.broker.filter.FilterCheckProcessor;
import io.cometmq.broker.filter.FilterConfig;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.lock.LockProcessor;
import io.cometmq.broker.lock.RebalanceLockManager;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.offset.ConsumerOffsetProcessor;
import io.cometmq.broker.offset.QueueOffsetProcessor;
import io.cometmq.broker.pop.PopService;
import io.cometmq.broker.pull.PullMessageProcessor;
import io.cometmq.broker.pull.PullRequestHoldService;
import io.cometmq.broker.query.QueryMessageProcessor;
import io.cometmq.broker.reply.ReplyMessageProcessor;
import io.cometmq.broker.route.RouteRegistrationService;
import io.cometmq.broker.schedule.DueAlarm;
import io.cometmq.broker.schedule.ScheduleMessageService;
import io.cometmq.broker.schedule.TimedDelivery;
import io.cometmq.broker.schedule.TimerProcessor;
import io.cometmq.broker.send.ConsumerSendBackProcessor;
import io.cometmq.broker.send.LaterDelivery;
import io.cometmq.broker.send.RetryTopics;
import io.cometmq.broker.send.SendAdmission;
import io.cometmq.broker.send.SendAnswers;
import io.cometmq.broker.send.SendMessageProcessor;
import io.cometmq.broker.stats.BrokerRuntimeInfo;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.stats.Samples;
import io.cometmq.broker.stats.Throughput;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.broker.transaction.TransactionService;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.netty.NettyRemotingServer;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.remoting.rpc.RequestTable;
import io.cometmq.remoting.tls.TlsConfig;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.DelayTable;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.timer.TimerConfig;
import io.cometmq.store.timer.TimerMessageStore;
import io.cometmq.store.timer.TimerProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the parts of a broker, starts them in the order in which they need one another and stops them in the reverse order.
 * {@link #start} and {@link #shutdown} once each.
 */
public final class BrokerController {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerController.class);
    private static final long DRAIN_MILLIS = 3_000;
    private static final long DRAIN_STEP_MILLIS = 10;

    private final BrokerConfig config;
    private final FlushDiskType flushDiskType;

    private final Throughput throughput;
    private final Samples<TimerProgress> timerSamples;
    private final BrokerStatsManager stats;
    private final DiagnosisConfig diagnosing;
    private final StuckQueues stuckQueues;

    private final ShutdownTasks stops = new ShutdownTasks();

    private final BrokerExecutors executors;
    private final BrokerTables tables;
    private final RebalanceLockManager locks;
    private final ClientHousekeepingService housekeeping;
    private final CarriedSubscriptions carried;
    private final DefaultMessageStore store;
    private final ScheduleMessageService schedule;
    private final TimerMessageStore timer;
    private final PopService pop;
    private final TransactionService transactions;
    private final SendAdmission admission;
    private final BrokerRequestTable requests;
    private final NettyRemotingServer server;
    private final NettyRemotingClient client;
    private final RouteRegistrationService registration;

    /**
     * Builds the parts; nothing runs yet.
     *
     * @param loaded settings with {@link BrokerConfig}, {@link NettyServerConfig} and {@link MessageStoreConfig}; the port is known
     * @param configFile where changes of settings are kept; null: nowhere
     * @throws IOException when brokerIP1 is no address, or the TLS settings cannot be read
     */
    public BrokerController(LoadedConfig loaded, Path configFile) throws IOException {
        this.config = loaded.get(BrokerConfig.class);
        MessageStoreConfig storeConfig = loaded.get(MessageStoreConfig.class);
        this.flushDiskType = storeConfig.flushDiskType();
        TlsConfig tls = TlsConfig.load(System::getProperty);
        LongSupplier clockMillis = System::currentTimeMillis;
        LiveConfig configs = new LiveConfig(loaded, configFile, clockMillis);
        DelayTable delays = config.delayTable();
        byte[] storeHost = Hosts.encode(InetAddress.getByName(config.brokerIP1()), config.listenPort());
        executors = new BrokerExecutors(config);

        FilterConfig filtering = loaded.get(FilterConfig.class);
        tables = BrokerTables.of(configs, config, filtering, executors.disk(), clockMillis);
        TopicConfigManager topics = tables.topics();
        SubscriptionGroupManager groups = tables.groups();
        ConsumerOffsetManager offsets = tables.offsets();
        locks = new RebalanceLockManager(RebalanceLockManager.DEFAULT_MAX_LIVE_TIME, clockMillis);
        ProducerManager producers = new ProducerManager();
        MessageFilters filters = new MessageFilters(configs.part(FilterConfig.class), tables.filters());
        SubscriptionConflicts conflicts = new SubscriptionConflicts(clockMillis);
        UnknownTopics unknownTopics = new UnknownTopics(clockMillis);
        ConsumerManager consumers = new ConsumerManager(
                new ConsumerIdsChangeNotifier(configs, groups, executors.timer()),
                List.of(tables.filters(), conflicts));
        housekeeping = new ClientHousekeepingService(consumers, producers, config.channelExpiredTimeout(), clockMillis);

        PullRequestHoldService waitingPulls = new PullRequestHoldService(new ArrivalCheck(this::matches));
        DueAlarm dueAlarm = new DueAlarm(clockMillis);
        PopConfig popSettings = loaded.get(PopConfig.class);
        carried = new CarriedSubscriptions(popSettings.retryKind(), clockMillis);
        PopService.PopArrivals popArrivals = new PopService.PopArrivals(popSettings);
        ArrivalListeners arrivals =
                new ArrivalListeners().add(waitingPulls).add(popArrivals).add(dueAlarm);
        store = new DefaultMessageStore(
                storeConfig,
                clockMillis::getAsLong,
                arrivals,
                delays,
                ConsumerFilterBitMaps.of(filtering, tables.filters()));
        schedule = new ScheduleMessageService(
                delays, store, storeHost, dueAlarm, config.configDirectory(), executors.disk(), clockMillis);
        stats = new BrokerStatsManager(config.brokerClusterName(), clockMillis);
        pop = new PopService(
                configs,
                popSettings,
                topics,
                groups,
                carried,
                filters,
                offsets,
                store,
                stats,
                popArrivals,
                storeHost,
                executors.slowReads(),
                executors.disk(),
                clockMillis);
        TimerConfig timerConfig = loaded.get(TimerConfig.class);
        timer = new TimerMessageStore(
                timerConfig.options(Path.of(config.storePathRootDir()), storeConfig.fileReservedTime()),
                store,
                new TimedDelivery(store, storeHost, clockMillis),
                clockMillis);
        arrivals.add(timer);

        LaterDelivery later = new LaterDelivery(delays, timerConfig, clockMillis);
        transactions = new TransactionService(
                config,
                storeConfig.fileReservedTime(),
                store,
                store::append,
                offsets,
                topics,
                producers,
                later,
                storeHost,
                clockMillis);

        diagnosing = loaded.get(DiagnosisConfig.class);
        stuckQueues = new StuckQueues(consumers, offsets, store, diagnosing, clockMillis);
        throughput = new Throughput(store::statistics, clockMillis);
        timerSamples = new Samples<>(timer::progress, clockMillis, BrokerRuntimeInfo.TIMER_WINDOW_MILLIS);
        BrokerRuntimeInfo runtimeInfo = new BrokerRuntimeInfo(
                configs,
                storeConfig,
                store,
                throughput,
                stats,
                schedule::snapshot,
                timerSamples,
                Map.of(
                        "pull", executors.slowReads(),
                        "litePull", executors.slowReads(),
                        "query", executors.blocking(),
                        "EndTransaction", executors.endTransactions()),
                clockMillis);

        client = new NettyRemotingClient(
                NettyClientConfig.defaults().withTls(TlsConfig.isClientEnabled(System::getProperty) ? tls : null),
                new RequestTable(),
                ConnectionListener.NONE);
        RetryTopics retryTopics = new RetryTopics(topics, groups, locks);
        SendAnswers sendAnswers = new SendAnswers(config, storeHost);
        admission = new SendAdmission(configs, topics, retryTopics, sendAnswers, unknownTopics, clockMillis);
        ColdReadLimits coldReads = new ColdReadLimits(configs.part(ColdReadConfig.class), clockMillis);
        requests = new BrokerRequestTable(
                new SendMessageProcessor(configs, admission, sendAnswers, later, retryTopics, store, storeHost, stats),
                new ReplyMessageProcessor(configs, admission, sendAnswers, producers, store, storeHost, clockMillis),
                new ConsumerSendBackProcessor(configs, retryTopics, store, storeHost, stats),
                transactions.end(),
                transactions.resume(),
                new PullMessageProcessor(
                        configs,
                        topics,
                        groups,
                        consumers,
                        carried,
                        filters,
                        offsets,
                        store,
                        waitingPulls,
                        stats,
                        unknownTopics,
                        coldReads,
                        executors.slowReads()),
                pop,
                new QueryAssignmentProcessor(
                        configs, popSettings, topics, consumers, tables.requestModes(), client, clockMillis),
                new ClientManageProcessor(producers, consumers, groups, topics, clockMillis),
                new FilterCheckProcessor(filters),
                new LockProcessor(locks),
                new TimerProcessor(configs, timerConfig, topics, store, timer, storeHost, clockMillis),
                new ConsumerOffsetProcessor(offsets, groups, topics, store),
                new QueueOffsetProcessor(store),
                new QueryMessageProcessor(store),
                new AdminRequests(
                        configs,
                        runtimeInfo,
                        tables,
                        consumers,
                        carried,
                        producers,
                        filters,
                        store,
                        schedule,
                        pop,
                        stats,
                        new DiagnosisProcessor(conflicts, stuckQueues, unknownTopics, topics),
                        new ColdReadAdminProcessor(coldReads),
                        clockMillis),
                executors.endTransactions(),
                executors.blocking());

        server = new NettyRemotingServer(loaded.get(NettyServerConfig.class), tls, new ConnectionListener() {
            @Override
            public void closed(Connection connection) {
                waitingPulls.closed(connection);
                pop.closed(connection);
                housekeeping.closed(connection);
            }
        });
        registration = new RouteRegistrationService(
                configs, topics, client, executors.timer(), config.brokerAddr(), config.haServerAddr());
        configs.onChange(registration::configChanged);
    }

    /**
     * Recovers the store and starts to serve. After a failure, {@link #shutdown} stops what has started.
     *
     * @throws IOException when the data directory cannot be used or a port cannot be had; the text names it
     */
    public void start() throws IOException {
        stops.add("end the client", client::shutdown);
        tables.load();
        schedule.load();
        stops.add("close the store", store::close);
        store.load();
        store.start();
        throughput.sample();
        timerSamples.take();
        tables.persistOnStop(stops);
        stops.add("write offsets", this::persistOffsets);
        transactions.load();
        stops.add("note the progress of transactions", transactions::noteProgress);
        stops.add("stop asking for transactions", transactions::close);
        transactions.start();
        stops.add("stop delivering delayed messages", schedule::close);
        schedule.start();
        stops.add("stop delivering timer messages", timer::close);
        timer.start();
        stops.add("stop messages from coming again", pop::close);
        pop.load();
        pop.start();
        stops.add("end work", executors::shutdown);
        stops.add("end connections", server::shutdown);
        server.listen(config.listenPort(), requests.mainPort());
        server.listen(config.fastListenPort(), requests.fastPort());
        stops.add("finish what was accepted", this::drain);
        stops.add("unregister", registration::shutdown);
        registration.start();
        executors.every(config.flushConsumerOffsetInterval(), "write the consumers' offsets", this::persistOffsets);
        executors.every(
                ConsumerFilterManager.PERSIST_PERIOD_MILLIS, "write the consumers' filters", tables.filters()::persist);
        executors.every(config.flushDelayOffsetInterval(), "write the delay levels' progress", schedule::persist);
        executors.every(diagnosing.periodMillis(), "look for stuck queues", stuckQueues::look);
        executors.every(BrokerStatsManager.SAMPLE_PERIOD_MILLIS, "take the statistics", stats::sample);
        executors.every(Samples.PERIOD_MILLIS, "take the counters", throughput::sample);
        executors.every(Samples.PERIOD_MILLIS, "take the timer's counters", timerSamples::take);
        executors.every(ClientHousekeepingService.SCAN_PERIOD_MILLIS, "look for silent clients", housekeeping::scan);
        executors.every(ClientHousekeepingService.SCAN_PERIOD_MILLIS, "forget subscriptions", carried::removeExpired);
        executors.every(ClientHousekeepingService.SCAN_PERIOD_MILLIS, "forget void queue locks", locks::removeExpired);
    }

    /** The store is built after those who look into it when it tells of a new message. */
    private boolean matches(String topic, int queueId, long queueOffset, MessageFilter filter) {
        return store.matches(topic, queueId, queueOffset, filter);
    }

    private void persistOffsets() throws IOException {
        pop.keepProgress();
        transactions.noteProgress();
        tables.offsets().persist();
    }

    public BrokerConfig config() {
        return config;
    }

    /** Refuses new messages and waits for the acknowledgements of those that were accepted, a few seconds at most. */
    private void drain() throws InterruptedException {
        admission.stop();
        server.stopListening();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (isAcknowledging() && System.nanoTime() < deadline) {
            Thread.sleep(DRAIN_STEP_MILLIS);
        }
    }

    private boolean isAcknowledging() {
        return store.statistics().waitingAppends() > 0
                || (flushDiskType == FlushDiskType.SYNC_FLUSH
                        && store.flushedPhysicalOffset() < store.maxPhysicalOffset());
    }

    /**
     * Stops what has started, last things first: takes leave of the name servers, finishes what was accepted, keeps what is to be
     * kept. What was acknowledged is on disk when this returns.
     */
    public void shutdown() {
        stops.run();
        LOG.info("broker {} has stopped", config.brokerName());
    }
}
