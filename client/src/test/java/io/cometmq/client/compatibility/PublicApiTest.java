package io.cometmq.client.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.compatibility.AbsenceTable.Entry;
import io.cometmq.client.compatibility.ApiComparison.Difference;
import io.cometmq.client.compatibility.ApiListing.ListedClass;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application moves over by changing its imports: what it may use of RocketMQ's client is here, or docs/compatibility.md says why not. */
class PublicApiTest {
    private static ApiListing listing;
    private static List<Difference> differences;
    private static AbsenceTable table;

    @BeforeAll
    static void compare() throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PublicApiTest.class.getResourceAsStream("/client-api.txt"), StandardCharsets.UTF_8))) {
            listing = ApiListing.parse(lines.lines().toList());
            differences = ApiComparison.differences(listing);
        }
        table = AbsenceTable.parse(Files.readString(Path.of("../docs/compatibility.md")));
    }

    @Test
    void nothingIsMissingWithoutAReason() {
        assertThat(differences)
                .filteredOn(difference -> !table.covers(difference.item()))
                .isEmpty();
    }

    @Test
    void nothingIsExplainedThatIsThere() {
        assertThat(table.entries())
                .extracting(Entry::name)
                .filteredOn(
                        name -> differences.stream().noneMatch(difference -> new Entry(name).covers(difference.item())))
                .isEmpty();
    }

    @Test
    void noTypeOfAJsonLibraryStandsInASignature() {
        for (ListedClass listed : listing.classes()) {
            try {
                Class<?> ours = Class.forName(listed.name(), false, PublicApiTest.class.getClassLoader());
                assertThat(ours.getDeclaredMethods())
                        .filteredOn(method -> !Modifier.isPrivate(method.getModifiers()))
                        .extracting(Method::toGenericString)
                        .noneMatch(signature -> signature.contains("com.alibaba"));
            } catch (ClassNotFoundException absent) {
                assertThat(differences).extracting(Difference::what).contains("missing"); // as the table says
            }
        }
    }

    @Test
    void theTableIsReadAsItIsWritten() {
        String page =
                "x\n## What is absent, and why\n### Group\nReason.\n\n- `client.A`, `client.B.c(int)`: because\n- `client.d.*`\n";
        AbsenceTable read = AbsenceTable.parse(page);
        assertThat(read.covers("client.A.x(int)")).isTrue();
        assertThat(read.covers("client.AB")).isFalse();
        assertThat(read.covers("client.B.c(int)")).isTrue();
        assertThat(read.covers("client.B.c(long)")).isFalse();
        assertThat(read.covers("client.d.E")).isTrue();
    }
}
