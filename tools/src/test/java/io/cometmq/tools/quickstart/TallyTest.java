package io.cometmq.tools.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    private static Tally of(String... linesInOrderOfArrival) {
        Tally tally = new Tally();
        for (String line : linesInOrderOfArrival) {
            int colon = line.indexOf(':');
            tally.add(
                    Integer.parseInt(line.substring(0, colon)),
                    line.substring(colon + 1).getBytes(UTF_8));
        }
        return tally;
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        assertThat(of("0:a", "1:b", "2:c").hash())
                .isEqualTo(of("2:c", "0:a", "1:b").hash());
    }

    @Test
    void contentAndNumberMatter() {
        String hash = of("0:a", "1:b").hash();
        assertThat(of("0:a", "1:c").hash()).isNotEqualTo(hash);
        assertThat(of("0:b", "1:a").hash()).isNotEqualTo(hash);
        assertThat(of("0:a").hash()).isNotEqualTo(hash);
        assertThat(hash).hasSize(64);
    }

    @Test
    void aLineThatComesAgainIsADuplicate() {
        Tally tally = of("0:a", "1:b", "0:a");
        assertThat(tally.lines()).isEqualTo(2);
        assertThat(tally.bytes()).isEqualTo(2);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.hash()).isEqualTo(of("0:a", "1:b").hash());
    }

    @Test
    void namesTheFirstMissingLine() {
        assertThat(of("0:a", "1:b", "3:d").firstMissing()).isEqualTo(2);
    }

    @Test
    void aReportIsReadAsItWasWritten() {
        Tally tally = of("0:a", "1:b", "0:a");
        assertThat(Report.parse(Report.finished(tally).text())).contains(Report.finished(tally));
        assertThat(Report.parse(Report.progress(tally).text())).contains(Report.progress(tally));
        assertThat(Report.parse("a line of a log")).isEmpty();
        assertThat(Report.parse("")).isEmpty();
    }
}
