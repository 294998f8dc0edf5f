package io.cometmq.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    enum Flush {
        ASYNC_FLUSH,
        SYNC_FLUSH
    }

    record Server(
            @Key(value = "10911", min = 1, max = 65535, important = true, meaning = "Port to listen on.")
            int listenPort,

            @Key(value = "", meaning = "Name servers.") String namesrvAddr,

            @Key(value = "${cpus}", min = 1, meaning = "Threads.")
            int sendMessageThreadPoolNums,

            @Key(value = "true", changeable = true, meaning = "Whether | pulls wait.")
            boolean longPollingEnable) {}

    record Store(
            @Key(value = "${user.home}/store", meaning = "Root.")
            String storePathRootDir,

            @Key(value = "${storePathRootDir}/commitlog", meaning = "Log.")
            String storePathCommitLog,

            @Key(value = "1073741824", min = 4096, unit = "bytes", meaning = "Size.")
            int mappedFileSizeCommitLog,

            @Key(value = "0.8", min = 0, max = 1, meaning = "Ratio.")
            double ratio,

            @Key(value = "72", min = 0, unit = "hours", changeable = true, meaning = "Age.")
            long fileReservedTime,

            @Key(value = "ASYNC_FLUSH", meaning = "Flush.") Flush flushDiskType) {
        Store {
            if (flushDiskType == Flush.SYNC_FLUSH && fileReservedTime == 1) {
                throw new IllegalArgumentException("fileReservedTime must not be 1 with SYNC_FLUSH");
            }
        }
    }

    @TempDir
    Path directory;

    private final Map<String, String> surroundings = Map.of("cpus", "2", "user.home", "/home/me");
    private final ConfigLoader loader = new ConfigLoader(surroundings::get, Set.of("enableDLegerCommitLog", "ratio"));

    private Settings file(String text) throws IOException {
        return Settings.ofFile(Files.writeString(directory.resolve("broker.conf"), text));
    }

    private LoadedConfig load(Settings settings) {
        return loader.load(settings, Server.class, Store.class);
    }

    private String place(int line) {
        return directory.resolve("broker.conf") + ":" + line;
    }

    @Test
    void fillsDefaultsAndWhatTheyReferTo() {
        LoadedConfig config = load(Settings.NONE);
        assertThat(config.get(Server.class)).isEqualTo(new Server(10911, "", 2, true));
        assertThat(config.get(Store.class))
                .isEqualTo(
                        new Store("/home/me/store", "/home/me/store/commitlog", 1 << 30, 0.8, 72, Flush.ASYNC_FLUSH));
        assertThat(config.warnings()).isEmpty();
        assertThat(config.withoutEffect()).isEmpty();
    }

    @Test
    void sharesOneFileAmongRecordsAndLetsLaterSettingsWin() throws IOException {
        Settings settings = file("# comment\nlistenPort = 1\nstorePathRootDir=/data\nflushDiskType: SYNC_FLUSH \n")
                .with("listenPort", "2", Origin.environment("COMETMQ_LISTEN_PORT"))
                .with("namesrvAddr", "a:1;b:2", Origin.commandLine("-n"));
        LoadedConfig config = load(settings);
        assertThat(config.get(Server.class)).isEqualTo(new Server(2, "a:1;b:2", 2, true));
        assertThat(config.get(Store.class).storePathCommitLog()).isEqualTo("/data/commitlog");
        assertThat(config.get(Store.class).flushDiskType()).isEqualTo(Flush.SYNC_FLUSH);
        assertThat(config.origin("listenPort")).hasToString("environment COMETMQ_LISTEN_PORT");
        assertThat(config.origin("storePathRootDir")).hasToString(place(3));
        assertThat(config.origin("ratio")).hasToString("default");
    }

    @Test
    void reportsEveryMalformedValueWithPlaceAndWhatIsAllowed() throws IOException {
        Settings settings = file("""
                listenPort=70000
                longPollingEnable=yes
                flushDiskType=FAST

                ratio=x
                mappedFileSizeCommitLog=9999999999
                storePathRootDir=${nowhere}
                fileReservedTime=
                """);
        assertThatThrownBy(() -> load(settings))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigException.class))
                .extracting(ConfigException::problems)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(
                        place(1) + ": listenPort = 70000: allowed is a whole number from 1 to 65535",
                        place(2) + ": longPollingEnable = yes: allowed is true or false",
                        place(3) + ": flushDiskType = FAST: allowed is one of ASYNC_FLUSH, SYNC_FLUSH",
                        place(5) + ": ratio = x: allowed is a number from 0 to 1",
                        place(6) + ": mappedFileSizeCommitLog = 9999999999: allowed is a whole number from 4096 bytes",
                        place(7) + ": storePathRootDir = ${nowhere}: nobody knows what ${nowhere} stands for",
                        "default: storePathCommitLog = ${storePathRootDir}/commitlog: nobody knows what ${nowhere} stands for",
                        place(8) + ": fileReservedTime = : allowed is a whole number from 0 hours");
    }

    @Test
    void reportsWhatARecordItselfRefuses() throws IOException {
        Settings settings = file("fileReservedTime=1\nflushDiskType=SYNC_FLUSH\n");
        assertThatThrownBy(() -> load(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessage("fileReservedTime must not be 1 with SYNC_FLUSH");
    }

    @Test
    void refusesAKeyThatRefersToItself() throws IOException {
        Settings settings = file("storePathRootDir=${storePathCommitLog}\n");
        assertThatThrownBy(() -> load(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("itself");
    }

    @Test
    void warnsOfUnknownKeysWithTheNearestName() throws IOException {
        LoadedConfig config = load(file("listenport=1\nenableDLegerCommitLg=true\nxyz=1\n"));
        assertThat(config.warnings())
                .containsExactly(
                        place(1) + ": unknown key listenport, did you mean listenPort?",
                        place(2) + ": unknown key enableDLegerCommitLg, did you mean enableDLegerCommitLog?",
                        place(3) + ": unknown key xyz");
        assertThat(config.get(Server.class).listenPort()).isEqualTo(10911);
    }

    @Test
    void tellsKnownKeysWithoutEffectFromUnknownOnes() throws IOException {
        LoadedConfig config = load(file("enableDLegerCommitLog=true\nratio=0.5\n"));
        assertThat(config.withoutEffect()).containsExactly(place(1) + ": enableDLegerCommitLog has no effect here");
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void warnsOfAKeySetTwiceInOneFile() throws IOException {
        LoadedConfig config = load(file("listenPort=1\nlistenPort=2\n"));
        assertThat(config.warnings())
                .containsExactly(place(2) + ": listenPort is set before, at " + place(1) + "; this one counts");
        assertThat(config.get(Server.class).listenPort()).isEqualTo(2);
    }

    @Test
    void readsTheEnvironment() {
        Settings settings = Settings.ofEnvironment(
                Map.of("COMETMQ_LISTEN_PORT", "7", "COMETMQ_LISTN_PORT", "8", "HOME", "/"),
                "COMETMQ_",
                List.of(Server.class, Store.class));
        LoadedConfig config = load(settings);
        assertThat(config.get(Server.class).listenPort()).isEqualTo(7);
        assertThat(config.warnings()).containsExactly("environment COMETMQ_LISTN_PORT: unknown key COMETMQ_LISTN_PORT");
    }

    @Test
    void printsAPropertiesFileWithOrigins() throws IOException {
        LoadedConfig config = load(file("ratio=0.5\n"));
        assertThat(config.describeAll())
                .isEqualTo("# keys without a comment have their default\n"
                        + "fileReservedTime=72\nflushDiskType=ASYNC_FLUSH\nlistenPort=10911\nlongPollingEnable=true\n"
                        + "mappedFileSizeCommitLog=1073741824\nnamesrvAddr=\n# " + place(1) + "\nratio=0.5\n"
                        + "sendMessageThreadPoolNums=2\nstorePathCommitLog=/home/me/store/commitlog\n"
                        + "storePathRootDir=/home/me/store\n");
        assertThat(config.describeImportant())
                .isEqualTo("# keys without a comment have their default\nlistenPort=10911\n# " + place(1)
                        + "\nratio=0.5\n");
        assertThat(config.asMap()).containsEntry("ratio", "0.5").hasSize(10);
    }

    @Test
    void changesChangeableKeysAtRunTime() throws IOException {
        LoadedConfig config = load(file("ratio=0.5\n"));
        LoadedConfig changed = config.change(Map.of("fileReservedTime", "48"), Origin.admin("1.2.3.4:5"));
        assertThat(changed.get(Store.class).fileReservedTime()).isEqualTo(48);
        assertThat(changed.get(Store.class).ratio()).isEqualTo(0.5);
        assertThat(changed.origin("fileReservedTime")).hasToString("admin 1.2.3.4:5");
        assertThat(config.get(Store.class).fileReservedTime()).isEqualTo(72);
    }

    @Test
    void refusesToChangeOtherKeysAndBadValues() {
        LoadedConfig config = load(Settings.NONE);
        Origin origin = Origin.admin("1.2.3.4:5");
        assertThatThrownBy(() -> config.change(Map.of("listenPort", "1"), origin))
                .hasMessage("admin 1.2.3.4:5: listenPort cannot be changed while the process runs");
        assertThatThrownBy(() -> config.change(Map.of("nothing", "1"), origin))
                .hasMessage("admin 1.2.3.4:5: unknown key nothing");
        assertThatThrownBy(() -> config.change(Map.of("fileReservedTime", "-1"), origin))
                .hasMessageContaining("allowed is a whole number from 0 hours");
    }

    @Test
    void readsJavasPropertiesSyntax() throws IOException {
        String text = """
                ! no
                namesrvAddr = a:1;\\
                   b:2
                listenPort:3\\
                4
                # continued \\
                ratio 0.25
                storePathRootDir=C:\\\\data\\u00e4
                """;
        LoadedConfig config = load(file(text.replace("\n", "\r\n")));
        assertThat(config.get(Server.class).namesrvAddr()).isEqualTo("a:1;b:2");
        assertThat(config.get(Server.class).listenPort()).isEqualTo(34);
        assertThat(config.get(Store.class).ratio()).isEqualTo(0.25);
        assertThat(config.get(Store.class).storePathRootDir()).isEqualTo("C:\\dataä");
        assertThat(config.origin("listenPort")).hasToString(place(4));
    }

    @Test
    void reportsMalformedLines() {
        assertThatThrownBy(() -> file("listenPort=\\uZZZZ\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(place(1) + ": ");
    }

    @Test
    void rendersDocumentation() {
        assertThat(ConfigDocs.markdown(Server.class)).isEqualTo("""
                        | key | type | default | range | at run time | meaning |
                        |---|---|---|---|---|---|
                        | `listenPort` | int | `10911` | from 1 to 65535 | no | Port to listen on. |
                        | `namesrvAddr` | String |  |  | no | Name servers. |
                        | `sendMessageThreadPoolNums` | int | `${cpus}` | from 1 | no | Threads. |
                        | `longPollingEnable` | boolean | `true` |  | yes | Whether \\| pulls wait. |
                        """);
        assertThat(ConfigDocs.markdown(Store.class))
                .contains("| `flushDiskType` | ASYNC_FLUSH, SYNC_FLUSH | `ASYNC_FLUSH` |  | no | Flush. |")
                .contains("| from 4096 bytes |");
    }

    @Test
    void knowsRocketMQsKeys() {
        assertThat(RocketMQKeys.all())
                .contains("listenPort", "brokerClusterName", "enableDLegerCommitLog", "haSlaveFallbehindMax")
                .doesNotContain("property", "consumerGroup")
                .hasSizeGreaterThan(500);
    }
}
