package io.cometmq.broker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cometmq.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A table, its file and the previous one, and what damage of either may do: the table is one of the two, or the broker does not start
 * and says why. Another table is only forgiven where a letter of a name or a digit of a number was changed, which nothing can know.
 */
public final class DamagedTable {
    private static final List<TextDamage> DAMAGES = List.of(TextDamage.values());

    /** Does something with the disk. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /**
     * A table in a directory.
     *
     * @param change something, so that persist writes; null when that cannot be done
     * @param state all of it, to be written as text
     */
    public record Table(Step load, Runnable change, Step persist, Supplier<?> state) {
        String text() {
            return state.get() instanceof String text ? text : Json.toJson(state.get());
        }
    }

    /** Makes an empty table that has its file in a directory. */
    @FunctionalInterface
    public interface Opener {
        Table open(Path directory) throws Exception;
    }

    private final String fileName;
    private final Opener opener;
    private final Path directory;
    private final byte[] current;
    private final byte[] previous;
    private final String currentState;
    private final String previousState;

    /**
     * The table of a sound file and its .bak among the test's resources.
     *
     * @param directory that it can do with what it likes
     */
    public DamagedTable(String fileName, Opener opener, Path directory) throws Exception {
        this.fileName = fileName;
        this.opener = opener;
        this.directory = directory;
        this.current = resource(fileName);
        this.previous = resource(fileName + ".bak");
        this.currentState = stateOf(current, null);
        this.previousState = stateOf(previous, null);
        assertThat(currentState).as("the previous is another state").isNotEqualTo(previousState);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream text = DamagedTable.class.getResourceAsStream("/state/" + name)) {
            return text.readAllBytes();
        }
    }

    private Table open(byte[] now, byte[] before) throws Exception {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        write(directory.resolve(fileName), now);
        write(directory.resolve(fileName + ".bak"), before);
        return opener.open(directory);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (bytes != null) {
            Files.write(file, bytes);
        }
    }

    private String stateOf(byte[] now, byte[] before) throws Exception {
        Table table = open(now, before);
        table.load.run();
        return table.text();
    }

    /** Damages the file, its predecessor, or both, again and again. */
    public void damage(int times, Random random) throws Exception {
        for (int i = 0; i < times; i++) {
            TextDamage damage = DAMAGES.get(i % DAMAGES.size());
            byte[] damaged = damage.of(current, random);
            check(damage, damaged, previous);
            check(damage, damaged, damage.of(previous, random));
            check(damage, damaged, null);
        }
    }

    private void check(TextDamage damage, byte[] now, byte[] before) throws Exception {
        String what = fileName + ", " + damage + ": " + text(now) + "\n.bak: " + text(before);
        Table table = open(now, before);
        boolean loaded = loads(table, before, what);
        if (!loaded) {
            assertThat(bytes("")).as(what).isEqualTo(now);
            assertThat(bytes(".bak")).as(what).isEqualTo(before);
            return;
        }
        String state = table.text();
        if (now == null && before == null) {
            return;
        }
        if (!state.equals(currentState) && !state.equals(previousState) && !isForgiven(now, before)) {
            fail("loaded another table: " + state + "\nfrom " + what);
        }
        boolean fromPrevious = !state.equals(currentState) && state.equals(previousState);
        if (fromPrevious && now != null && table.change != null) {
            table.change.run();
            table.persist.run();
            assertThat(bytes(".damaged")).as("is kept: " + what).isEqualTo(now);
            assertThat(bytes(".bak")).as("is still there: " + what).isEqualTo(before);
        }
    }

    private boolean loads(Table table, byte[] before, String what) {
        try {
            table.load.run();
            return true;
        } catch (IOException e) {
            assertThat(e)
                    .as(what)
                    .hasMessageContaining(directory.resolve(fileName).toString());
            assertThat(Arrays.equals(before, previous))
                    .as("has a sound .bak and is refused: " + what)
                    .isFalse();
            return false;
        } catch (Exception | StackOverflowError e) {
            return fail("fails with " + e + ": " + what, e);
        }
    }

    private byte[] bytes(String suffix) throws IOException {
        Path file = directory.resolve(fileName + suffix);
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    /** Whether all that has changed is letters of names that the broker's users chose, or digits of numbers. */
    private boolean isForgiven(byte[] now, byte[] before) {
        return isOtherInValues(current, now) || (before != null && isOtherInValues(previous, before));
    }

    private static boolean isOtherInValues(byte[] sound, byte[] damaged) {
        if (sound.length != damaged.length || Arrays.equals(sound, damaged)) {
            return false;
        }
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        for (int at = 0; at < sound.length; at++) {
            char now = (char) damaged[at];
            boolean inNumber = (Character.isDigit(sound[at]) || sound[at] == '-')
                    && (Character.isDigit(now) || Character.isWhitespace(now));
            if (sound[at] != damaged[at] && !inNumber && !isInChosenName(text, at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInChosenName(String text, int at) {
        boolean inText = text.charAt(at) != '"'
                && text.substring(0, at).chars().filter(c -> c == '"').count() % 2 == 1;
        return inText && !KNOWN.contains(text.substring(text.lastIndexOf('"', at) + 1, text.indexOf('"', at)));
    }

    /** Names that the format has: a flipped bit in one of them must be seen, unless it is a single letter. */
    private static final List<String> KNOWN = List.of(
            "topicConfigTable",
            "topicName",
            "readQueueNums",
            "writeQueueNums",
            "perm",
            "topicFilterType",
            "topicSysFlag",
            "order",
            "attributes",
            "dataVersion",
            "counter",
            "timestamp",
            "stateVersion",
            "subscriptionGroupTable",
            "forbiddenTable",
            "groupName",
            "brokerId",
            "consumeBroadcastEnable",
            "consumeEnable",
            "consumeFromMinEnable",
            "consumeMessageOrderly",
            "consumeTimeoutMinute",
            "groupRetryPolicy",
            "groupSysFlag",
            "notifyConsumerIdsChangedEnable",
            "retryMaxTimes",
            "retryQueueNums",
            "whichBrokerWhenConsumeSlowly",
            "type",
            "SINGLE_TAG",
            "CUSTOMIZED",
            "offsetTable",
            "filterDataByTopic",
            "groupFilterData",
            "bornTime",
            "clientVersion",
            "consumerGroup",
            "dead",
            "deadTime",
            "expression",
            "topic",
            "bitNum",
            "bitPos",
            "messageRequestModeMap",
            "mode",
            "popShareQueueNum",
            "POP",
            "table",
            "popTime",
            "cm",
            "o");

    private static String text(byte[] bytes) {
        if (bytes == null) {
            return "(missing)";
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.length() > 3_000 ? text.substring(0, 3_000) + "..." : text;
    }
}
