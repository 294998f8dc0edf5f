package io.cometmq.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each key of RocketMQ's store is either understood or explained in docs/compatibility-store.md. */
class StoreKeysDocsTest {
    private static final Pattern KEY = Pattern.compile("`([A-Za-z0-9]+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `?([A-Za-z0-9]+)`? \\|");
    private static final Pattern FIRST_COLUMN = Pattern.compile("(?m)^\\| (`[^|]*) \\|");

    private static String read(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void everyKeyOfRocketmqsStoreIsUnderstoodOrExplained() throws IOException {
        String keys = read("protocol/config.md");
        Set<String> ofTheStore =
                all(ROW, keys.substring(keys.indexOf("## MessageStoreConfig"), keys.indexOf("## NamesrvConfig")));
        ofTheStore.remove("property");
        assertThat(ofTheStore).hasSizeGreaterThan(100);
        Set<String> understood = all(ROW, read("configuration.md"));
        Set<String> explained = new TreeSet<>();
        all(FIRST_COLUMN, read("compatibility-store.md")).forEach(cell -> explained.addAll(all(KEY, cell)));
        assertThat(explained).doesNotContainAnyElementsOf(understood).isSubsetOf(ofTheStore);
        ofTheStore.removeAll(understood);
        assertThat(explained).isEqualTo(ofTheStore);
    }
}
