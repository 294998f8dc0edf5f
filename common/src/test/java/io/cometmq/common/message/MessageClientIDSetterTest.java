package io.cometmq.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageClientIDSetterTest {
    /** Made by RocketMQ's client on an IPv6 machine, in the process 4532. */
    private static final String OFFICIAL = "FD00000000000000000000000000000211B430946E096FFB7E580000";

    @Test
    void readsOfficialKeys() {
        assertThat(MessageClientIDSetter.getIPStrFromID(OFFICIAL)).isEqualTo("fd00:0000:0000:0000:0000:0000:0000:0002");
        assertThat(MessageClientIDSetter.getPidFromID(OFFICIAL)).isEqualTo(4532);
        assertThat(MessageClientIDSetter.getIPFromID(OFFICIAL)).hasSize(16);
        String ipv4 = "C0000202" + OFFICIAL.substring(32);
        assertThat(MessageClientIDSetter.getIPStrFromID(ipv4)).isEqualTo("192.0.2.2");
        assertThat(MessageClientIDSetter.getPidFromID(ipv4)).isEqualTo(4532);
    }

    @Test
    void makesKeysOfThisProcessAndTime() {
        Instant before = Instant.now();
        String id = MessageClientIDSetter.createUniqID();
        Instant after = Instant.now();
        assertThat(id).matches("[0-9A-F]{32}|[0-9A-F]{56}");
        assertThat(MessageClientIDSetter.getPidFromID(id))
                .isEqualTo((int) (ProcessHandle.current().pid() & 0xFFFF));
        assertThat(MessageClientIDSetter.getNearlyTimeFromID(id).toInstant())
                .isBetween(before.minusSeconds(10), after.plusSeconds(10));
    }

    @Test
    void makesNoKeyTwice() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        int perThread = 10_000;
        IntStream.range(0, 4).parallel().forEach(thread -> {
            for (int i = 0; i < perThread; i++) {
                ids.add(MessageClientIDSetter.createUniqID());
            }
        });
        assertThat(ids).hasSize(4 * perThread);
    }

    @Test
    void givesAMessageOneKeyForGood() {
        Message message = new Message("T", new byte[1]);
        MessageClientIDSetter.setUniqID(message);
        String id = MessageClientIDSetter.getUniqID(message);
        MessageClientIDSetter.setUniqID(message);
        assertThat(MessageClientIDSetter.getUniqID(message)).isEqualTo(id).isNotNull();
    }

    @Test
    void refusesOtherText() {
        assertThatThrownBy(() -> MessageClientIDSetter.getPidFromID("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unique key");
        assertThatThrownBy(() -> MessageClientIDSetter.getPidFromID("X".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
