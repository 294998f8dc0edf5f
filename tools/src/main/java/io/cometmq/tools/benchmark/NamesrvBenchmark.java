package io.cometmq.tools.benchmark;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.RegisterBrokerBody;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * Loads a name server: brokers that exist only as connections register their topics, then routes of random topics are asked for, as
 * many at a time as the windows allow. Each topic is on as many brokers as {@code brokersOfTopic} says.
 */
final class NamesrvBenchmark implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 60_000;
    private static final int QUEUES = 8;

    private final NamesrvBenchmarkOptions options;
    private final List<NettyRemotingClient> brokers = new ArrayList<>();
    private final List<NettyRemotingClient> clients = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean running = true;

    NamesrvBenchmark(NamesrvBenchmarkOptions options) {
        this.options = options;
    }

    /**
     * What was measured. Memory is -1 when it cannot be read.
     *
     * @param registerMillis until all brokers were registered
     * @param queriesPerSecond that were answered
     * @param cpuMicrosPerQuery of the name server; -1 when it is not known
     * @param queriesPerCoreSecond what one core of the name server answers in a second
     * @param liveHeapMegabytes after a collection, with all routes
     * @param residentMegabytes of its process then
     */
    record Result(
            String label,
            int topics,
            long registerMillis,
            double queriesPerSecond,
            double cpuMicrosPerQuery,
            double queriesPerCoreSecond,
            long liveHeapMegabytes,
            long residentMegabytes,
            long errors) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    """
                    %s: %d topics registered in %d ms
                    routes           %,.0f/s
                    CPU of a query   %.1f us, %,.0f queries a second and core
                    memory           %d MB of live heap, %d MB resident
                    errors           %d""",
                    label,
                    topics,
                    registerMillis,
                    queriesPerSecond,
                    cpuMicrosPerQuery,
                    queriesPerCoreSecond,
                    liveHeapMegabytes,
                    residentMegabytes,
                    errors);
        }
    }

    Result run() throws IOException, RemotingException, InterruptedException {
        long begin = System.nanoTime();
        for (int broker = 0; broker < options.brokers(); broker++) {
            register(broker);
        }
        long registerMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        try (BrokerProcess process =
                options.pid().isPresent() ? BrokerProcess.of(options.pid().getAsLong()) : BrokerProcess.unknown()) {
            JvmMemory memory = JvmMemory.of(options.pid());
            for (int i = 0; i < options.connections(); i++) {
                NettyRemotingClient client = client();
                clients.add(client);
                for (int j = 0; j < options.window(); j++) {
                    ask(client);
                }
            }
            TimeUnit.SECONDS.sleep(options.warmUpSeconds());
            BrokerProcess.Usage before = process.usage();
            long answeredBefore = answered.get();
            long start = System.nanoTime();
            TimeUnit.SECONDS.sleep(options.seconds());
            double seconds = (System.nanoTime() - start) / 1e9;
            long count = answered.get() - answeredBefore;
            BrokerProcess.Usage used = process.usage().since(before);
            running = false;
            double micros =
                    used.cpuNanos().isPresent() && count > 0 ? used.cpuNanos().getAsLong() / 1e3 / count : -1;
            return new Result(
                    options.label(),
                    topics(),
                    registerMillis,
                    count / seconds,
                    micros,
                    micros > 0 ? 1e6 / micros : -1,
                    memory.liveHeapMegabytes(),
                    memory.residentMegabytes(),
                    refused.get());
        }
    }

    private int topics() {
        return groups() * options.topics();
    }

    private int groups() {
        return Math.max(1, options.brokers() / options.brokersOfTopic());
    }

    private static NettyRemotingClient client() {
        return new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
    }

    private static String topic(int group, int number) {
        return "Topic_" + group + "_" + number;
    }

    private void register(int broker) throws RemotingException, InterruptedException {
        int group = Math.min(broker / options.brokersOfTopic(), groups() - 1);
        Map<String, TopicConfig> topics = new HashMap<>();
        for (int i = 0; i < options.topics(); i++) {
            topics.put(topic(group, i), new TopicConfig(topic(group, i), QUEUES, QUEUES, 6));
        }
        byte[] body = new RegisterBrokerBody(
                        new TopicConfigSerializeWrapper(topics, DataVersion.initial(System.currentTimeMillis())), null)
                .encode(false);
        CRC32 crc = new CRC32();
        crc.update(body);
        String address = "10." + (broker >> 16 & 0xff) + "." + (broker >> 8 & 0xff) + "." + (broker & 0xff) + ":10911";
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.REGISTER_BROKER,
                new RegisterBrokerRequestHeader(
                        "broker-" + broker,
                        address,
                        "BenchmarkCluster",
                        address,
                        0,
                        null,
                        false,
                        false,
                        (int) crc.getValue() & Integer.MAX_VALUE,
                        null));
        request.setBody(body);
        // A connection for each: the routes of a broker end with its connection.
        NettyRemotingClient connection = client();
        brokers.add(connection);
        RemotingCommand answer = connection.invokeSync(options.namesrv(), request, TIMEOUT_MILLIS);
        if (answer.getCode() != ResponseCode.SUCCESS) {
            throw new RemotingException("the name server refuses a broker: " + answer.getRemark());
        }
    }

    private void ask(NettyRemotingClient client) {
        if (!running) {
            return;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String topic = topic(random.nextInt(groups()), random.nextInt(options.topics()));
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.GET_ROUTEINFO_BY_TOPIC, new GetRouteInfoRequestHeader(topic, true, null, null));
        client.invoke(options.namesrv(), request, TIMEOUT_MILLIS).whenComplete((answer, failure) -> {
            if (failure != null || answer.getCode() != ResponseCode.SUCCESS || answer.getBody() == null) {
                refused.incrementAndGet();
            } else {
                answered.incrementAndGet();
            }
            ask(client);
        });
    }

    @Override
    public void close() {
        running = false;
        clients.forEach(NettyRemotingClient::shutdown);
        brokers.forEach(NettyRemotingClient::shutdown);
    }
}
