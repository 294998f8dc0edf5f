package io.cometmq.tools.command;

import io.cometmq.common.config.ConfigLoader;
import io.cometmq.common.config.Key;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What every command takes from a file when nobody says otherwise: conf/tools.conf of the tree. Immutable. */
public record ToolSettings(
        @Key(
                value = "",
                meaning =
                        "Name servers, separated by ';'; -n, the property rocketmq.namesrv.addr and NAMESRV_ADDR come first.",
                important = true)
        String namesrvAddr) {
    /** Where the file is, when it is not in the tree. */
    static final String FILE_VARIABLE = "COMETMQ_TOOLS_CONF";

    /**
     * Reads them; without a file there are only defaults.
     *
     * @throws CommandException when the file that the environment names is not there, or a key in it is not known
     */
    static ToolSettings load(Map<String, String> environment) throws CommandException {
        String named = environment.get(FILE_VARIABLE);
        Path file =
                named == null ? Path.of(System.getProperty("cometmq.home", "."), "conf", "tools.conf") : Path.of(named);
        if (named == null && !Files.exists(file)) {
            return new ToolSettings("");
        }
        try {
            LoadedConfig loaded =
                    new ConfigLoader(System::getProperty, List.of()).load(Settings.ofFile(file), ToolSettings.class);
            if (!loaded.warnings().isEmpty()) {
                throw new CommandException(String.join("; ", loaded.warnings()));
            }
            return loaded.get(ToolSettings.class);
        } catch (IOException e) {
            throw new CommandException("cannot read the settings of " + file + ": " + e.getMessage());
        }
    }
}
