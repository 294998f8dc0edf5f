package io.cometmq.tools.command;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.tools.admin.Brokers;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;

/** Which brokers a command is for. Stateless. */
public final class Targets {
    private Targets() {}

    /** The address of -b, or the masters of the cluster of -c. */
    public static List<String> masters(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        String address = CommandOptions.text(line, "b");
        if (address != null) {
            return List.of(address);
        }
        String cluster = CommandOptions.text(line, "c");
        if (cluster == null) {
            throw new CommandException("name a broker with -b or a cluster with -c");
        }
        List<String> masters = Brokers.masters(brokersOf(cluster, context));
        if (masters.isEmpty()) {
            throw new CommandException("no broker of cluster " + cluster + " is a master");
        }
        return masters;
    }

    /** As {@link #masters}; without both options the masters of all clusters. */
    public static List<String> allMasters(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        if (line.hasOption("b") || line.hasOption("c")) {
            return masters(line, context);
        }
        return Brokers.masters(List.copyOf(
                context.admin().examineBrokerClusterInfo().brokerAddrTable().values()));
    }

    /** The brokers of a cluster; a name that the name server does not know is an error that tells the known ones. */
    public static List<BrokerData> brokersOf(String cluster, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        ClusterInfo info = context.admin().examineBrokerClusterInfo();
        List<BrokerData> brokers = Brokers.ofCluster(info, cluster);
        if (brokers == null) {
            throw new CommandException("the name server knows no cluster " + cluster + "; it knows "
                    + new TreeSet<>(info.clusterAddrTable().keySet()));
        }
        return brokers;
    }
}
