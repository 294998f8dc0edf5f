package io.cometmq.tools.command.broker;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ColdDataFlowCtrInfo;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import io.cometmq.tools.command.Table;
import io.cometmq.tools.command.Targets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Show what consumer groups read of old messages, and may read. */
public final class GetColdDataFlowCtrInfoSubCommand implements SubCommand {
    @Override
    public String commandName() {
        return "getColdDataFlowCtrInfo";
    }

    @Override
    public String commandDesc() {
        return "Show what consumer groups read of old messages, and may read.";
    }

    @Override
    public String example() {
        return "getColdDataFlowCtrInfo -b 127.0.0.1:10911";
    }

    @Override
    public Options options() {
        return CommandOptions.options().brokerOrCluster().build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, RemotingException, MQBrokerException, InterruptedException {
        for (String address : Targets.masters(line, context)) {
            ColdDataFlowCtrInfo info = context.admin().getColdDataFlowCtrInfo(address);
            if (context.isForPrograms()) {
                Table table = new Table("%s %s %s %s", "#Addr", "#Group", "#ReadBytes", "#Limit");
                groups(info)
                        .forEach(group -> table.row(
                                address,
                                group,
                                info.runtimeTable().containsKey(group)
                                        ? info.runtimeTable().get(group).coldAcc()
                                        : 0,
                                info.configTable().getOrDefault(group, info.cgColdReadThreshold())));
                context.print(table);
            } else {
                context.line("============%s============", address);
                context.printObject(info);
            }
        }
    }

    private static Set<String> groups(ColdDataFlowCtrInfo info) {
        Set<String> groups = new TreeSet<>(info.configTable().keySet());
        groups.addAll(info.runtimeTable().keySet());
        return groups;
    }
}
