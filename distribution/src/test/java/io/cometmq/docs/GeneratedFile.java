package io.cometmq.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that is made from the code: it is compared with what the code says now, or written. */
final class GeneratedFile {
    private static final String WRITE = "cometmq.docs.write";

    private GeneratedFile() {}

    /** @param path from the root of the repository */
    static void check(String path, String expected) throws Exception {
        Path file = Path.of("..").resolve(path);
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s is made from the code and differs from it; write it anew with"
                                + " mvn test -pl distribution -am -D%s=true -Dtest='io.cometmq.docs.*'"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        path, WRITE)
                .isEqualTo(expected);
    }
}
