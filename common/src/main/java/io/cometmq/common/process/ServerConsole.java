package io.cometmq.common.process;

import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.LoadedConfig;
import java.io.IOException;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server says to the person who starts it: on the console, and in the log when it is of lasting interest. For the thread
 * that starts the server.
 */
public final class ServerConsole {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConsole.class);

    private final String command;
    private final PrintStream out;
    private final PrintStream err;

    /** Reads a server's settings. */
    @FunctionalInterface
    public interface SettingsSource {
        /**
         * Reads them.
         *
         * @throws ConfigException when a value is not allowed
         */
        LoadedConfig load() throws IOException;
    }

    /**
     * Makes one.
     *
     * @param command what the person has typed to start the server; errors begin with it
     */
    public ServerConsole(String command, PrintStream out, PrintStream err) {
        this.command = command;
        this.out = out;
        this.err = err;
    }

    /** Shows what was asked for. */
    public void print(String text) {
        out.print(text);
    }

    /** Shows a line about the started server, and logs it. */
    public void announce(String line) {
        out.println(line);
        LOG.info("{}", line);
    }

    /**
     * Loads the settings, and shows what is doubtful about them.
     *
     * @throws StartFailure when they cannot be used; the console has said why
     */
    public LoadedConfig settings(SettingsSource source) throws StartFailure {
        try {
            LoadedConfig config = source.load();
            for (String warning : config.warnings()) {
                complain(warning);
                LOG.warn("{}", warning);
            }
            config.withoutEffect().forEach(note -> LOG.info("{}", note));
            return config;
        } catch (ConfigException e) {
            throw failed(e.problems().toArray(String[]::new));
        } catch (IOException e) {
            throw failed("cannot read the settings: " + e.getMessage());
        }
    }

    /** Shows why the server does not start; the exception is the caller's to throw. */
    public StartFailure failed(String... reasons) {
        for (String reason : reasons) {
            complain(reason);
        }
        return new StartFailure();
    }

    private void complain(String reason) {
        err.println(command + ": " + reason);
    }
}
