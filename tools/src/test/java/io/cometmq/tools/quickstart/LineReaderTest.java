package io.cometmq.tools.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    private Path directory;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static List<byte[]> read(Path... files) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(List.of(files))) {
            byte[] line;
            while ((line = reader.next()) != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    @Test
    void linesKeepTheirEndsAndEmptyOnesCount() throws IOException {
        List<byte[]> lines = read(file("a", "one\n\ntwo\r\nlast".getBytes(UTF_8)));
        assertThat(lines).extracting(line -> new String(line, UTF_8)).containsExactly("one\n", "\n", "two\r\n", "last");
    }

    @Test
    void filesFollowOneAnotherAndEmptyOnesAreNothing() throws IOException {
        List<byte[]> lines =
                read(file("a", "one".getBytes(UTF_8)), file("b", new byte[0]), file("c", "two".getBytes(UTF_8)));
        assertThat(lines).extracting(line -> new String(line, UTF_8)).containsExactly("one", "two");
    }

    @Test
    void aLongLineComesInPieces() throws IOException {
        byte[] content = new byte[2 * LineReader.MAX_PIECE_BYTES + 5];
        content[content.length - 1] = '\n';
        List<byte[]> lines = read(file("a", content));
        assertThat(lines)
                .extracting(line -> line.length)
                .containsExactly(LineReader.MAX_PIECE_BYTES, LineReader.MAX_PIECE_BYTES, 5);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.write(line);
        }
        assertThat(all.toByteArray()).isEqualTo(content);
    }
}
