package io.cometmq.tools.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final Table TABLE = new Table("%-8s %4s %s", "#Topic", "#QID", "#Max Offset")
            .row("a,b", 3, 9L)
            .row(null, 0, -1L);

    @Test
    void textHasTheColumnsOfTheFormat() {
        assertThat(TABLE.render(OutputFormat.TEXT))
                .isEqualTo("#Topic   #QID #Max Offset\na,b         3 9\n            0 -1\n");
    }

    @Test
    void jsonKeepsNumbersAndLeavesOutWhatIsMissing() {
        assertThat(TABLE.render(OutputFormat.JSON).replaceAll("\\s", ""))
                .isEqualTo("[{\"topic\":\"a,b\",\"qid\":3,\"maxOffset\":9},{\"qid\":0,\"maxOffset\":-1}]");
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertThat(TABLE.render(OutputFormat.CSV)).isEqualTo("topic,qid,maxOffset\n\"a,b\",3,9\n,0,-1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "#Broker Name,brokerName",
        "#InTPS(LOAD),inTPSLoad",
        "#PCWait(ms),pCWaitMs",
        "#BID,bid",
        "#offset,offset"
    })
    void jsonNamesComeFromTitles(String title, String name) {
        assertThat(Table.jsonName(title)).isEqualTo(name);
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> new Table("%s %s", "#A", "#B").row(1)).hasMessageContaining("1 cells for 2 columns");
    }
}
