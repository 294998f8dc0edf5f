package io.cometmq.tools.command;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.remoting.exception.RemotingException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** One command of mqadmin. Stateless. */
public interface SubCommand {
    /** What it is called by. */
    String commandName();

    /** What it does, in one sentence. */
    String commandDesc();

    /** One real use, without "mqadmin". */
    String example();

    /** Its own options; -h, -n and the output format are added by the program. */
    Options options();

    /** Whether it shows a state that is worth looking at again and again: such commands have --watch. */
    default boolean isListing() {
        return false;
    }

    /** Whether it prints tables, which can be had for programs, too: such commands have --output. */
    default boolean printsTables() {
        return isListing();
    }

    /**
     * Does it.
     *
     * @throws CommandException when it cannot be done; the text says why
     * @throws ParseException when an option has an impossible value
     */
    void execute(CommandLine line, CommandContext context)
            throws CommandException, ParseException, RemotingException, MQBrokerException, MQClientException,
                    InterruptedException;
}
