package io.cometmq.tools.command.doctor;

import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.tools.command.CommandContext;
import io.cometmq.tools.command.CommandException;
import io.cometmq.tools.command.CommandOptions;
import io.cometmq.tools.command.SubCommand;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Says in words what is wrong with a cluster, a topic and a group, and what to do. */
public final class DoctorCommand implements SubCommand {
    @Override
    public String commandName() {
        return "doctor";
    }

    @Override
    public String commandDesc() {
        return "Say what is wrong with a cluster, a topic and a group, and what to do.";
    }

    @Override
    public String example() {
        return "doctor -t Orders -g billing";
    }

    @Override
    public Options options() {
        return CommandOptions.options()
                .optional("t", "topic", "also look at this topic")
                .optional("g", "group", "also look at this group's consumption of the topic; needs -t")
                .build();
    }

    @Override
    public boolean isListing() {
        return true;
    }

    @Override
    public void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, InterruptedException {
        String topic = CommandOptions.text(line, "t");
        String group = CommandOptions.text(line, "g");
        if (group != null && topic == null) {
            throw new ParseException("-g needs the topic with -t");
        }
        Findings findings = new Findings();
        ClusterInfo cluster = NameServerCheck.run(context.admin(), findings);
        if (cluster != null) {
            BrokerCheck.run(cluster, context.admin(), System.currentTimeMillis(), findings);
            DiagnosisCheck.run(cluster, topic, group, context.admin(), findings);
        }
        if (cluster != null && topic != null) {
            TopicRouteData route = TopicCheck.run(topic, context.admin(), findings);
            if (route != null && group != null) {
                new GroupCheck(group, topic, route, context.admin(), findings).run(System.currentTimeMillis());
            }
        }
        findings.print(context);
        long problems = findings.count(Findings.Level.PROBLEM);
        if (problems > 0) {
            context.notInOrder();
            context.warn(commandName() + ": " + problems + (problems == 1 ? " problem" : " problems"));
        }
    }
}
