package io.cometmq.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.config.BrokerSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each key of RocketMQ's broker has its effect here, or docs/compatibility.md says why it has none. */
class BrokerKeysDocsTest {
    /** The sections of docs/protocol/config.md with the keys that a broker reads. */
    private static final List<String> SECTIONS =
            List.of("BrokerConfig", "MessageStoreConfig", "NettyServerConfig", "NettyClientConfig");

    private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| (\\w+) \\|");
    private static final Pattern ONLY_4_9 = Pattern.compile("(?m)^Only in 4\\.9 \\(default\\): (.*)$");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    @Test
    void eachKeyHasItsEffectOrAReason() throws Exception {
        Set<String> declared = BrokerSettings.TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = ofRocketMQ();
        missing.removeAll(declared);

        assertThat(explained()).containsExactlyInAnyOrderElementsOf(missing);
    }

    private static Set<String> ofRocketMQ() throws Exception {
        Set<String> keys = new TreeSet<>();
        for (String section :
                Files.readString(Path.of("../docs/protocol/config.md")).split("\n## ", -1)) {
            if (SECTIONS.stream().anyMatch(section::startsWith)) {
                KEY_ROW.matcher(section).results().map(row -> row.group(1)).forEach(keys::add);
                ONLY_4_9.matcher(section)
                        .results()
                        .flatMap(line -> Arrays.stream(line.group(1).split("\\), ", -1)))
                        .map(each -> each.split(" ", 2)[0])
                        .forEach(keys::add);
            }
        }
        keys.remove("property"); // the heading of the tables
        return keys;
    }

    /** The keys in the first column of the table; each of them once. */
    private static List<String> explained() throws Exception {
        String page = Files.readString(Path.of("../docs/compatibility.md"));
        String table = page.substring(page.indexOf("\n## Keys of the broker without effect"));
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" |", 2)))
                .flatMap(cell -> QUOTED.matcher(cell).results())
                .map((MatchResult key) -> key.group(1))
                .toList();
    }
}
