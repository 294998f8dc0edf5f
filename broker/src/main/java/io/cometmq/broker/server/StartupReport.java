package io.cometmq.broker.server;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.MQVersion;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.store.MessageStoreConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a person has to know when a broker has started. Stateless. */
final class StartupReport {
    private static final int MEGABYTE_BITS = 20;

    private StartupReport() {}

    static List<String> lines(LoadedConfig loaded) {
        BrokerConfig config = loaded.get(BrokerConfig.class);
        MessageStoreConfig store = loaded.get(MessageStoreConfig.class);
        String bindAddress = loaded.get(NettyServerConfig.class).bindAddress();
        int port = config.listenPort();
        int fastPort = config.fastListenPort();
        List<String> lines = new ArrayList<>();
        lines.add("CometMQ broker " + version() + ", protocol " + MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION)
                + ", Java " + Runtime.version().feature() + ", process "
                + ProcessHandle.current().pid());
        lines.add("broker " + config.brokerName() + " of cluster " + config.brokerClusterName() + " listens on "
                + bindAddress + ":" + port + " and, without pulls, on " + bindAddress + ":" + fastPort
                + "; clients are told " + config.brokerAddr());
        lines.add("ports to open: " + port + " and " + fastPort + " (TCP)");
        lines.add("data in " + config.storePathRootDir() + ", commit log in " + store.storePathCommitLog() + ", "
                + store.flushDiskType());
        lines.add(
                config.namesrvAddr().isBlank()
                        ? "name servers: none; clients find this broker only by its address (-n or namesrvAddr names some)"
                        : "name servers: " + config.namesrvAddr());
        String logDir = System.getProperty("cometmq.log.dir");
        if (logDir != null) {
            lines.add("log: " + logDir + "/broker.log");
        }
        lines.add(memoryPlan());
        lines.add("The broker is ready. It stops on Ctrl-C or `mqshutdown broker`.");
        return lines;
    }

    private static String version() {
        return Objects.requireNonNullElse(StartupReport.class.getPackage().getImplementationVersion(), "development");
    }

    /** Messages are read and written through the page cache: what the process does not take is theirs. */
    private static String memoryPlan() {
        long heap = Runtime.getRuntime().maxMemory() >> MEGABYTE_BITS;
        String plan = "memory: heap of at most " + heap + " MB";
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            plan += " of the machine's " + (system.getTotalMemorySize() >> MEGABYTE_BITS)
                    + " MB; what nobody else needs keeps recent messages at hand (page cache)";
        }
        return plan;
    }
}
