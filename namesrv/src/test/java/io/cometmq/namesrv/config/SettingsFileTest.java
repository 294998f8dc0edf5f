package io.cometmq.namesrv.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
    @Test
    void changesOneLineAndLeavesTheOthers() {
        String before = "# why it is so\nlistenPort = 9876\n\norderMessageEnable=false\n";
        assertThat(SettingsFile.edited(before, Map.of("orderMessageEnable", "true")))
                .isEqualTo("# why it is so\nlistenPort = 9876\n\norderMessageEnable=true\n");
    }

    @Test
    void addsWhatIsNotThere() {
        assertThat(SettingsFile.edited("", Map.of("enableTopicList", "false"))).isEqualTo("enableTopicList=false\n");
    }

    @Test
    void aKeyThatIsThereTwiceIsThereOnceAfterwards() {
        assertThat(SettingsFile.edited("a: 1\na 2\n", Map.of("a", "3"))).isEqualTo("a=3\n");
    }

    @Test
    void aValueIsReadBackAsItWas() throws IOException {
        Map<String, String> changes = new TreeMap<>(Map.of("path", "C:\\data\\kv", "spaced", " a = b "));
        Properties read = new Properties();
        read.load(new StringReader(SettingsFile.edited("path=old\n", changes)));
        assertThat(read.getProperty("path")).isEqualTo("C:\\data\\kv");
        assertThat(read.getProperty("spaced").strip()).isEqualTo("a = b");
    }
}
