package io.cometmq.tools.command.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.tools.command.CommandException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineParserTest {
    private static LineParser parser(MessageFormat format, String separator) {
        return new LineParser("T", format, separator, "TagA", null, Map.of("source", "test"));
    }

    @Test
    void aLineIsABodyWithTagAndProperties() throws Exception {
        Message message = parser(MessageFormat.TEXT, null).parse("hällo\tworld", 1);
        assertThat(new String(message.getBody(), UTF_8)).isEqualTo("hällo\tworld");
        assertThat(message.getTags()).isEqualTo("TagA");
        assertThat(message.getUserProperty("source")).isEqualTo("test");
        assertThat(message.getKeys()).isNull();
    }

    @Test
    void aSeparatorPartsKeyAndBody() throws Exception {
        Message message = parser(MessageFormat.TEXT, "\t").parse("k1\tbody\tmore", 1);
        assertThat(message.getKeys()).isEqualTo("k1");
        assertThat(new String(message.getBody(), UTF_8)).isEqualTo("body\tmore");
        assertThatThrownBy(() -> parser(MessageFormat.TEXT, "\t").parse("no key", 7))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("line 7");
    }

    @Test
    void jsonThatWasWrittenIsReadBack() throws Exception {
        MessageExt message = new MessageExt();
        message.setTopic("T");
        message.setBody("a \"body\"".getBytes(UTF_8));
        message.setTags("TagB");
        message.setKeys("k1 k2");
        message.putUserProperty("colour", "red");
        String line = MessageFormat.JSON.write(message);
        assertThat(line).doesNotContain("\n");
        Message back = new LineParser("Other", MessageFormat.JSON, null, null, null, Map.of()).parse(line, 1);
        assertThat(back.getTopic()).isEqualTo("Other");
        assertThat(back.getBody()).isEqualTo(message.getBody());
        assertThat(back.getTags()).isEqualTo("TagB");
        assertThat(back.getKeys()).isEqualTo("k1 k2");
        assertThat(back.getUserProperty("colour")).isEqualTo("red");
    }

    @Test
    void linesThatAreNoneOfTheFormatAreNamed() {
        assertThatThrownBy(() -> parser(MessageFormat.HEX, null).parse("xyz", 3))
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> parser(MessageFormat.JSON, null).parse("{\"tags\":\"a\"}", 4))
                .hasMessageContaining("line 4")
                .hasMessageContaining("no body");
        assertThatThrownBy(() -> parser(MessageFormat.JSON, null).parse("nonsense", 5))
                .hasMessageContaining("line 5");
    }

    @Test
    void hexIsReadAndWritten() throws Exception {
        Message message = parser(MessageFormat.HEX, null).parse("00ff10", 1);
        assertThat(message.getBody()).containsExactly(0, -1, 16);
        MessageExt stored = new MessageExt();
        stored.setBody(message.getBody());
        assertThat(MessageFormat.HEX.write(stored)).isEqualTo("00ff10");
    }
}
