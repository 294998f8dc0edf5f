package io.cometmq.docs;

import io.cometmq.broker.coldread.ColdReadConfig;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.config.BrokerSettings;
import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.diagnosis.DiagnosisConfig;
import io.cometmq.broker.filter.FilterConfig;
import io.cometmq.common.config.ConfigDocs;
import io.cometmq.namesrv.config.NamesrvConfig;
import io.cometmq.namesrv.server.NamesrvSettings;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.timer.TimerConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the declarations of the keys say. */
class ConfigurationDocsTest {
    private static final Map<Class<? extends Record>, String> HEADINGS = Map.of(
            NamesrvConfig.class, "what it does",
            NettyServerConfig.class, "where it listens, and what it grants a connection",
            BrokerConfig.class, "what it is, and what it grants",
            MessageStoreConfig.class, "how messages are stored",
            PopConfig.class, "POP consumption",
            FilterConfig.class, "filtering by conditions",
            ColdReadConfig.class, "reads of old messages",
            DiagnosisConfig.class, "what is reported as wrong",
            TimerConfig.class, "messages at a time of their producers' choice");

    private static final String INTRODUCTION = """
            # Configuration

            <!-- Made from the declarations of the keys by ConfigurationDocsTest, which says how to write it anew. -->

            Every key is declared once in the code, and this page is made from the declarations. Names and, where nothing else is said, meanings
            are RocketMQ's. Keys of RocketMQ that are not listed here have no effect; the log names those that somebody has set.

            ## Where values come from

            Of several values for a key, the one further down counts:

            | source | example |
            |---|---|
            | the default | |
            | `NAMESRV_ADDR` in the environment, or the Java property `rocketmq.namesrv.addr`: broker, `namesrvAddr` only | `NAMESRV_ADDR='10.0.0.1:9876;10.0.0.2:9876'` |
            | the file of `-c`, in Java's properties syntax and UTF-8 | `brokerName = broker-a` |
            | the environment: the prefix of the process, then the key in upper case with `_` between its words | `COMETMQ_BROKER_BROKER_NAME=broker-a` |
            | the command line | `mqbroker -n 10.0.0.1:9876` |
            | `mqadmin updateBrokerConfig` and `updateNamesrvConfig`, for keys that can be changed at run time; kept in the file | |

            `mqbroker -p` and `mqnamesrv -p` print all keys with their values in the syntax of the file, `mqbroker -m` the important ones and those
            that somebody has set. Above a value that is not the default stands where it comes from:

            ```
            # broker.conf:7
            flushDiskType=SYNC_FLUSH
            # environment COMETMQ_BROKER_LISTEN_PORT
            listenPort=20911
            ```

            A value that is not allowed ends the start with its place and what is allowed. A key that nobody knows is reported with the nearest
            known name. `${user.home}`, `${host.name}`, `${local.address}` and other keys in a value are replaced.

            """;

    @Test
    void theDocumentIsThatOfTheDeclarations() throws Exception {
        String document = INTRODUCTION
                + section("Name server", NamesrvSettings.ENVIRONMENT_PREFIX, NamesrvSettings.TYPES)
                + section("Broker", BrokerSettings.ENVIRONMENT_PREFIX, BrokerSettings.TYPES);
        GeneratedFile.check("docs/configuration.md", document.stripTrailing() + "\n");
    }

    private static String section(String process, String prefix, List<Class<? extends Record>> types) {
        StringBuilder text =
                new StringBuilder("## " + process + "\n\nPrefix in the environment: `" + prefix + "`.\n\n");
        for (Class<? extends Record> type : types) {
            String heading = HEADINGS.getOrDefault(type, words(type.getSimpleName()));
            text.append("### ")
                    .append(process)
                    .append(": ")
                    .append(heading)
                    .append("\n\n")
                    .append(ConfigDocs.markdown(type))
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code FilterConfig} is "filter settings". */
    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
