package io.cometmq.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.file.StateFile.Loaded;
import io.cometmq.common.file.StateFile.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    Path directory;

    private Path current;
    private Path previous;
    private StateFile file;

    @BeforeEach
    void setUp() {
        current = directory.resolve("config").resolve("topics.json");
        previous = current.resolveSibling("topics.json.bak");
        file = new StateFile(current);
    }

    private static int parse(String text) {
        return Integer.parseInt(text);
    }

    private Loaded<Integer> load() throws IOException {
        return file.load(StateFileTest::parse);
    }

    @Test
    void findsNothingAtFirst() throws IOException {
        assertThat(load()).isEqualTo(new Loaded<>(null, Source.NONE, ""));
    }

    @Test
    void keepsTheCurrentAndThePreviousState() throws IOException {
        file.store("1");
        file.store("2");
        assertThat(load()).isEqualTo(new Loaded<>(2, Source.CURRENT, ""));
        assertThat(previous).hasContent("1");
        assertThat(current.resolveSibling("topics.json.tmp")).doesNotExist();
    }

    @Test
    void usesThePreviousWhenTheCurrentIsMissing() throws IOException {
        file.store("1");
        file.store("2");
        Files.delete(current);
        assertThat(load()).isEqualTo(new Loaded<>(1, Source.PREVIOUS, current + " is missing"));
    }

    @Test
    void usesThePreviousWhenTheCurrentIsEmpty() throws IOException {
        file.store("1");
        file.store("2");
        Files.writeString(current, " \n");
        assertThat(load()).isEqualTo(new Loaded<>(1, Source.PREVIOUS, current + " is empty"));
    }

    @Test
    void usesThePreviousWhenTheCurrentDoesNotParse() throws IOException {
        file.store("1");
        file.store("2");
        Files.writeString(current, "{");
        assertThat(load().state()).isEqualTo(1);
        assertThat(load().problem()).startsWith(current + " does not parse: ");
    }

    @Test
    void doesNotLetABrokenCurrentReplaceAGoodPrevious() throws IOException {
        file.store("1");
        file.store("2");
        Files.writeString(current, "{");
        load();
        file.store("3");
        assertThat(load()).isEqualTo(new Loaded<>(3, Source.CURRENT, ""));
        assertThat(previous).hasContent("1");
        assertThat(current.resolveSibling("topics.json.damaged")).hasContent("{");
    }

    @Test
    void keepsEveryBrokenFile() throws IOException {
        file.store("1");
        file.store("2");
        for (String broken : new String[] {"{", "", "[", "("}) {
            Files.writeString(current, broken);
            load();
            file.store("3");
        }
        assertThat(previous).hasContent("1");
        assertThat(current.resolveSibling("topics.json.damaged")).hasContent("{");
        assertThat(current.resolveSibling("topics.json.damaged4")).hasContent("(");
    }

    @Test
    void refusesAFileThatIsEmpty() throws IOException {
        file.store("1");
        Files.writeString(current, "");
        assertThatThrownBy(this::load).isInstanceOf(IOException.class).hasMessageContaining(current + " is empty");
    }

    @Test
    void readsNothingThatIsNotUtf8() throws IOException {
        file.store("1");
        Files.write(current, new byte[] {'1', (byte) 0xB1});
        assertThatThrownBy(() -> file.load(text -> text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is not UTF-8");
    }

    @Test
    void refusesToGoOnWithoutAStateThatIsThere() throws IOException {
        file.store("1");
        Files.writeString(current, "{");
        assertThatThrownBy(this::load)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(current + " does not parse")
                .hasMessageContaining(previous + " is missing");
    }

    @Test
    void ignoresAFileThatWasNotFinished() throws IOException {
        file.store("1");
        Files.writeString(current.resolveSibling("topics.json.tmp"), "2");
        assertThat(load()).isEqualTo(new Loaded<>(1, Source.CURRENT, ""));
    }

    @Test
    void keepsTheStateWhenStoringFails() throws IOException {
        file.store("1");
        Files.createDirectory(current.resolveSibling("topics.json.tmp"));
        assertThatThrownBy(() -> file.store("2")).isInstanceOf(IOException.class);
        assertThat(load().state()).isEqualTo(1);
    }
}
