package io.cometmq.tools.quickstart;

import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The name server and the broker of the demonstration. For one thread, but {@link #stop}. */
final class Cluster {
    private static final int NAMESRV_PORT = 9876;
    private static final int BROKER_PORT = 10911;
    private static final String BROKER_NAME = "broker-a";

    /** Another process can take a port between the look and the start. */
    private static final int ATTEMPTS = 3;

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final long PAUSE_MILLIS = 100;

    private final Path home;
    private final QuickstartOptions options;
    private final Path data;

    /** The last started first; guarded by itself. */
    private final Deque<Child> running = new ArrayDeque<>();

    private boolean started;
    private int namesrvPort;
    private int brokerPort;

    /**
     * @param home the packaged tree
     * @param data where everything is kept
     */
    Cluster(Path home, QuickstartOptions options, Path data) {
        this.home = home;
        this.options = options;
        this.data = data;
    }

    String namesrvAddress() {
        return "127.0.0.1:" + namesrvPort;
    }

    String brokerAddress() {
        return "127.0.0.1:" + brokerPort;
    }

    List<Child> running() {
        synchronized (running) {
            return List.copyOf(running);
        }
    }

    /** Whether anything was started that may have left its word in the log. */
    boolean hasStarted() {
        return started;
    }

    /** Starts both, and waits until the broker is registered. */
    void start() throws QuickstartFailure, InterruptedException {
        startNamesrv();
        startBroker();
    }

    private void startNamesrv() throws QuickstartFailure, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            namesrvPort = Ports.choose(options.namesrvPort(), NAMESRV_PORT, 0);
            Path settings = write(
                    "namesrv.conf",
                    "listenPort=" + namesrvPort,
                    "bindAddress=127.0.0.1",
                    "kvConfigPath=" + data.resolve("kvConfig.json"));
            Child namesrv = server("name server", "mqnamesrv", settings);
            if (await(namesrv, () -> clusterInfo() != null, attempt)) {
                return;
            }
        }
    }

    private void startBroker() throws QuickstartFailure, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            // The fast port is two below, the port for replicas one above (docs/protocol/remoting.md 5).
            brokerPort = Ports.choose(options.brokerPort(), BROKER_PORT, 0, -2, 1);
            Path settings = write(
                    "broker.conf",
                    "brokerName=" + BROKER_NAME,
                    "brokerIP1=127.0.0.1",
                    "listenPort=" + brokerPort,
                    "namesrvAddr=" + namesrvAddress(),
                    "storePathRootDir=" + data.resolve("store"),
                    "storePathCommitLog=" + data.resolve("store").resolve("commitlog"),
                    "mappedFileSizeCommitLog=" + (64 << 20));
            Child broker = server("broker", "mqbroker", settings);
            if (await(broker, this::isRegistered, attempt)) {
                return;
            }
        }
    }

    private Path write(String name, String... lines) throws QuickstartFailure {
        Path file = data.resolve(name);
        try {
            return Files.write(file, List.of(lines));
        } catch (IOException e) {
            throw new QuickstartFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private Child server(String name, String script, Path settings) throws QuickstartFailure {
        List<String> command = new ArrayList<>();
        if (options.keep()) {
            // It shall outlive the terminal that it was started in.
            command.add("nohup");
        }
        command.addAll(List.of("sh", home.resolve("bin").resolve(script).toString(), "-c", settings.toString()));
        Child child = Child.server(
                name, command, Map.of("COMETMQ_LOG_DIR", data.resolve("logs").toString()), data);
        started = true;
        synchronized (running) {
            running.push(child);
        }
        return child;
    }

    @FunctionalInterface
    private interface Condition {
        boolean isTrue() throws InterruptedException;
    }

    /** False when the port was taken meanwhile, and it is worth another attempt. */
    private boolean await(Child child, Condition ready, int attempt) throws QuickstartFailure, InterruptedException {
        long deadline = System.nanoTime() + START_NANOS;
        while (!ready.isTrue()) {
            if (!child.isAlive()) {
                synchronized (running) {
                    running.remove(child);
                }
                if (attempt < ATTEMPTS && child.lastWords().contains("cannot listen")) {
                    return false;
                }
                child.requireAlive();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new QuickstartFailure("the start took longer than " + TimeUnit.NANOSECONDS.toSeconds(START_NANOS)
                        + " s; the last words were:\n  " + child.lastWords());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private boolean isRegistered() throws InterruptedException {
        ClusterInfo info = clusterInfo();
        return info != null && info.brokerAddrTable().containsKey(BROKER_NAME);
    }

    /** Null while the name server does not answer. */
    private ClusterInfo clusterInfo() throws InterruptedException {
        NettyRemotingClient client =
                new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
        try {
            RemotingCommand answer = client.invokeSync(
                    namesrvAddress(),
                    RemotingCommand.createRequestCommand(RequestCode.GET_BROKER_CLUSTER_INFO, null),
                    TimeUnit.SECONDS.toMillis(3));
            return Json.fromJson(answer.getBody(), ClusterInfo.class);
        } catch (RemotingException e) {
            return null;
        } finally {
            client.shutdown();
        }
    }

    /** Stops both, the last started first. Any thread. */
    void stop() {
        running().forEach(Child::stop);
        synchronized (running) {
            running.clear();
        }
    }
}
