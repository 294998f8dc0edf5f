package io.cometmq.tools.command.export;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.JsonFile;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Targets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Export configs. */
public final class ExportConfigsCommand implements SubCommand {
    static final String DIRECTORY = "/tmp/rocketmq/export";

    /** Those that RocketMQ's tool exports; what a broker does not have is left out. */
    private static final List<String> KEYS = List.of(
            "brokerClusterName",
            "brokerId",
            "brokerName",
            "brokerRole",
            "fileReservedTime",
            "filterServerNums",
            "flushDiskType",
            "maxMessageSize",
            "messageDelayLevel",
            "msgTraceTopicName",
            "slaveReadEnable",
            "traceOn",
            "traceTopicEnable",
            "useTLS",
            "autoCreateTopicEnable",
            "autoCreateSubscriptionGroup");

    @Override
    public String commandName() {
        return "exportConfigs";
    }

    @Override
    public String commandDesc() {
        return "Export configs.";
    }

    @Override
    public String example() {
        return "exportConfigs -c DefaultCluster -f /tmp/cometmq/export";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .required("c", "clusterName", "name of the cluster")
                .optional("f", "filePath", "directory of the file configs.json (" + DIRECTORY + ")")
                .build();
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        List<BrokerData> brokers = Targets.brokersOf(CommandOptions.text(line, "c"), context);
        int masters = Brokers.masters(brokers).size();
        Map<String, Map<String, String>> configs = new TreeMap<>();
        for (BrokerData broker : brokers) {
            String address = Brokers.address(broker);
            if (address != null) {
                configs.put(broker.brokerName(), chosen(context.admin().getBrokerConfig(address)));
            }
        }
        Map<String, Object> export = new TreeMap<>();
        export.put(
                "clusterScale",
                Map.of(
                        "namesrvSize",
                        context.admin().configuredNameServers().size(),
                        "masterBrokerSize",
                        masters,
                        "slaveBrokerSize",
                        Brokers.all(brokers).size() - masters));
        export.put("brokerConfigs", configs);
        JsonFile.export(CommandOptions.text(line, "f", DIRECTORY), "configs.json", export, context);
    }

    private static Map<String, String> chosen(Properties config) {
        Map<String, String> values = new TreeMap<>();
        for (String key : KEYS) {
            if (config.getProperty(key) != null) {
                values.put(key, config.getProperty(key));
            }
        }
        return values;
    }
}
