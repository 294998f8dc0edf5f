package io.cometmq.common.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.message.PropertiesView.Name;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertiesViewTest {
    private final PropertiesView view = new PropertiesView();

    private PropertiesView scan(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        view.scan(bytes, 0, bytes.length);
        return view;
    }

    @Test
    void findsKnownNames() {
        scan("KEYS\u0001k1 k2\u0002TAGS\u0001TagBig\u0002DELAY\u00013\u0002WAIT\u0001TRUE\u0002age\u000118\u0002");
        assertThat(view.get(Name.KEYS)).isEqualTo("k1 k2");
        assertThat(view.get(Name.TAGS)).isEqualTo("TagBig");
        assertThat(view.hash(Name.TAGS)).isEqualTo(0x94DDD326);
        assertThat(view.getInt(Name.DELAY, 0)).isEqualTo(3);
        assertThat(view.isTrue(Name.WAIT)).isTrue();
        assertThat(view.isPresent(Name.UNIQ_KEY)).isFalse();
        assertThat(view.get(Name.UNIQ_KEY)).isNull();
        assertThat(view.hash(Name.UNIQ_KEY)).isZero();
        assertThat(view.getLong(Name.TIMER_DELIVER_MS, -1)).isEqualTo(-1);
        assertThat(view.isTrue(Name.TRAN_MSG)).isFalse();
        assertThat(view.entries()).isEqualTo(5);
        assertThat(view.isClosed()).isTrue();
    }

    @Test
    void forgetsWhatItFoundBefore() {
        scan("TAGS\u0001a\u0002");
        scan("");
        assertThat(view.isPresent(Name.TAGS)).isFalse();
        assertThat(view.entries()).isZero();
        assertThat(view.isClosed()).isTrue();
    }

    @Test
    void toleratesAMissingLastSeparator() {
        scan("TAGS\u0001a");
        assertThat(view.get(Name.TAGS)).isEqualTo("a");
        assertThat(view.isClosed()).isFalse();
    }

    @Test
    void saysWhereEntriesAre() {
        scan("x\u0001y\u0002CLUSTER\u0001c1\u0002");
        assertThat(view.entryOffset(Name.CLUSTER)).isEqualTo(4);
        assertThat(view.valueOffset(Name.CLUSTER)).isEqualTo(12);
        assertThat(view.valueLength(Name.CLUSTER)).isEqualTo(2);
    }

    @Test
    void readsNumbersAndRefusesOtherText() {
        scan(
                "TIMER_DELIVER_MS\u00011795362436715\u0002DELAY\u000199999999999\u0002REAL_QID\u0001-1\u0002TTL\u0001x\u0002"
                        + "PGROUP\u00019223372036854775807\u0002");
        assertThat(view.getLong(Name.TIMER_DELIVER_MS, 0)).isEqualTo(1795362436715L);
        assertThat(view.getInt(Name.REAL_QID, 0)).isEqualTo(-1);
        assertThat(view.getLong(Name.PGROUP, 0)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> view.getInt(Name.DELAY, 0)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> view.getLong(Name.TTL, 0)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void hashesTextBeyondAsciiAsJavaDoes() {
        for (String tag : List.of("ä", "中文", "a😀b", "\uFFFD")) {
            assertThat(scan("TAGS\u0001" + tag).hash(Name.TAGS)).isEqualTo(tag.hashCode());
        }
        byte[] malformed = {'T', 'A', 'G', 'S', 1, (byte) 0xC3, 'x'};
        view.scan(malformed, 0, malformed.length);
        assertThat(view.hash(Name.TAGS)).isEqualTo("\uFFFDx".hashCode());
    }

    /** Whatever the text, the view and the map see the same. */
    @Test
    void agreesWithTheParser() {
        Random random = new Random(42);
        String[] parts = {
            "TAGS", "KEYS", "WAIT", "\u0001", "\u0001", "\u0002", "\u0002", "a", "é", "TAG", "UNIQ_KEY", "DELAY"
        };
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            Map<String, String> expected = MessageDecoder.string2messageProperties(text.toString());
            view.scan(bytes, 0, bytes.length);
            assertSame(expected, text);
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(bytes.length + 3).position(3).put(bytes);
            view.scan(direct, 3, bytes.length);
            assertSame(expected, text);
        }
    }

    private void assertSame(Map<String, String> expected, CharSequence text) {
        for (Name name : Name.values()) {
            String value = expected.get(name.wireName());
            boolean same = Objects.equals(view.get(name), value)
                    && view.isPresent(name) == (value != null)
                    && view.hash(name) == (value == null ? 0 : value.hashCode());
            assertThat(same).as("%s in %s", name, text).isTrue();
        }
    }

    @Test
    void scansPartOfABufferWithAnArray() {
        ByteBuffer whole = ByteBuffer.wrap("xxTAGS\u0001abTAGS\u0001c".getBytes(UTF_8));
        whole.position(1);
        ByteBuffer slice = whole.slice();
        view.scan(slice, 1, 6);
        assertThat(view.get(Name.TAGS)).isEqualTo("a");
    }

    @Test
    void allocatesNothing() {
        byte[] text =
                "KEYS\u0001k1\u0002UNIQ_KEY\u0001FD00\u0002WAIT\u0001true\u0002TAGS\u0001TagA\u0002".getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(text.length).put(text);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sum = work(text, direct);
        long before = threads.getCurrentThreadAllocatedBytes();
        sum += work(text, direct);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(10_000);
    }

    private int work(byte[] text, ByteBuffer direct) {
        int sum = 0;
        for (int i = 0; i < 10_000; i++) {
            view.scan(text, 0, text.length);
            sum += view.hash(Name.TAGS) + view.getInt(Name.DELAY, 1);
            view.scan(direct, 0, text.length);
            sum += view.hash(Name.TAGS) + (view.isTrue(Name.WAIT) ? 1 : 0);
        }
        return sum;
    }
}
