package io.cometmq.broker.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.broker.transaction.CheckRounds.Action;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules that need neither store nor threads. */
class TransactionPartsTest {
    private static final long HOUR = 3_600_000;

    private final CheckRounds rounds = new CheckRounds(new TransactionConfig(6_000, 2, 30_000, 72 * HOUR));

    @Test
    void aHalfIsAskedForFromItsTimeOutOnAndGivenUpAfterSoManyRounds() {
        rounds.begin(5_000);
        assertThat(rounds.decide(0, -1, 0)).isEqualTo(Action.STOP);
        rounds.begin(30_000);
        assertThat(rounds.decide(0, -1, 0)).isEqualTo(Action.ASK);
        assertThat(rounds.timesAsked(0, -1, 0)).isEqualTo(1);
        rounds.begin(60_000);
        assertThat(rounds.decide(0, -1, 0)).isEqualTo(Action.ASK);
        rounds.begin(90_000);
        assertThat(rounds.decide(0, -1, 0)).isEqualTo(Action.DISCARD);
        assertThat(rounds.decide(70_000, -1, 0)).isEqualTo(Action.ASK);
    }

    @Test
    void anImmuneHalfIsLeftAloneAndItsRoundsCountFromThen() {
        rounds.begin(30_000);
        rounds.begin(60_000);
        rounds.begin(90_000);
        assertThat(rounds.decide(0, 100_000, 0)).isEqualTo(Action.LEAVE);
        rounds.begin(120_000);
        assertThat(rounds.decide(0, 100_000, 0)).isEqualTo(Action.ASK);
        assertThat(rounds.timesAsked(0, 100_000, 0)).isEqualTo(1);
    }

    @Test
    void questionsOfAnotherBrokerCount() {
        rounds.begin(30_000);
        assertThat(rounds.decide(0, -1, 1)).isEqualTo(Action.ASK);
        assertThat(rounds.decide(0, -1, 2)).isEqualTo(Action.DISCARD);
    }

    @Test
    void whatIsOlderThanTheLogIsGivenUp() {
        rounds.begin(72 * HOUR + 1);
        assertThat(rounds.decide(0, -1, 0)).isEqualTo(Action.DISCARD);
    }

    @Test
    void anOpRecordIsReadInEveryForm() {
        assertThat(parse("5", "TAGS\u0001d").halves()).containsExactly(5L);
        assertThat(parse("5,17,", "TAGS\u0001d\u0002").halves()).containsExactly(5L, 17L);
        assertThat(parse("5,17", "").settledTo()).isEqualTo(OpRecord.UNKNOWN);
        assertThatThrownBy(() -> parse("5,x,", "")).isInstanceOf(NumberFormatException.class);
        OpRecord written = new OpRecord(List.of(1L, 2L), 99);
        assertThat(UTF_8.decode(written.body()).toString()).isEqualTo("1,2,");
        assertThat(OpRecord.parse(written.body(), written.properties())).isEqualTo(written);
    }

    private static OpRecord parse(String body, String properties) {
        return OpRecord.parse(ByteBuffer.wrap(body.getBytes(UTF_8)), ByteBuffer.wrap(properties.getBytes(UTF_8)));
    }

    @Test
    void halvesAreDecidedInAnyOrder() {
        DecidedHalves decided = new DecidedHalves(10);
        decided.add(12);
        decided.add(3);
        assertThat(decided.base()).isEqualTo(10);
        assertThat(decided.isDecided(3)).isTrue();
        assertThat(decided.isDecided(10)).isFalse();
        assertThat(decided.nextUndecided(12)).isEqualTo(13);
        assertThat(decided.nextDecided(10, 100)).isEqualTo(12);
        assertThat(decided.nextDecided(13, 100)).isEqualTo(100);
        decided.add(10);
        assertThat(decided.base()).isEqualTo(11);
        decided.add(11);
        assertThat(decided.base()).isEqualTo(13);
    }

    @Test
    void theBitsBehindTheBaseAreGivenBackAndNothingChanges() {
        DecidedHalves decided = new DecidedHalves(0);
        TreeSet<Long> model = new TreeSet<>();
        for (long half = 0; half < 400_000; half++) {
            long late = half % 1_000 == 0 ? half + 1_000_000 : half;
            decided.add(late);
            model.add(late);
            if (half % 1_000 == 999) {
                decided.add(half - 999);
            }
        }
        assertThat(decided.base()).isEqualTo(400_000);
        for (long half = 400_000; half < 1_500_000; half += 500) {
            assertThat(decided.isDecided(half)).isEqualTo(model.contains(half));
        }
    }
}
