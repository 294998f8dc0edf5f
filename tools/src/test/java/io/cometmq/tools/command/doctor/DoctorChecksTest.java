package io.cometmq.tools.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.body.ProcessQueueInfo;
import io.cometmq.tools.command.doctor.Findings.Finding;
import io.cometmq.tools.command.doctor.Findings.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorChecksTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final MessageQueue QUEUE = new MessageQueue("T", "broker-a", 0);

    private final Findings findings = new Findings();

    private static ProcessQueueInfo state(int cached, long pulledMillisAgo, long consumedMillisAgo) {
        return new ProcessQueueInfo(
                0, 5, 9, cached, 0, 0, 0, 0, false, 0, 0, false, NOW - pulledMillisAgo, NOW - consumedMillisAgo);
    }

    private static ConsumerRunningInfo member(ProcessQueueInfo state) {
        return new ConsumerRunningInfo(null, null, Map.of(QUEUE, state), null, null, null, null);
    }

    private Finding queue(long brokerOffset, long consumerOffset, Map<String, ConsumerRunningInfo> members) {
        ConsumeStats stats = new ConsumeStats(
                Map.of(QUEUE, new OffsetWrapper(brokerOffset, consumerOffset, consumerOffset, NOW)), 0);
        QueueCheck.run("group g", "T", stats, members, true, NOW, findings);
        return findings.all().get(0);
    }

    @Test
    void aQueueThatGetsOnIsFine() {
        assertThat(queue(10, 10, Map.of("c1", member(state(0, 100_000, 100_000))))
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void aQueueWhoseClientConsumesNothingIsStuck() {
        Finding finding = queue(10, 5, Map.of("c1", member(state(4, 1_000, 90_000))));
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.text()).contains("stuck", "client c1", "4 messages from offset 5", "90 s");
        assertThat(finding.remedy()).contains("consumerStatus");
    }

    @Test
    void aClientThatDoesNotPullIsNamed() {
        assertThat(queue(10, 5, Map.of("c1", member(state(0, 90_000, 90_000)))).text())
                .contains("client c1 has not pulled", "5 messages wait");
    }

    @Test
    void aQueueThatNobodyWorksOnIsAProblemOnlyWhenMessagesWait() {
        assertThat(queue(10, 5, Map.of()).text()).contains("no client works on queue 0 of T on broker-a");
        Findings others = new Findings();
        QueueCheck.run(
                "g",
                "T",
                new ConsumeStats(Map.of(QUEUE, new OffsetWrapper(5, 5, 5, NOW)), 0),
                Map.of(),
                true,
                NOW,
                others);
        assertThat(others.count(Level.PROBLEM)).isZero();
    }

    @Test
    void anOffsetBeyondTheEndIsAProblem() {
        assertThat(queue(5, 12, Map.of()).text()).contains("7 beyond the end");
    }

    @Test
    void aGroupFarBehindIsAWarning() {
        assertThat(queue(50_000, 5, Map.of("c1", member(state(9, 10, 10)))).level())
                .isEqualTo(Level.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"0.30,OK", "0.80,WARNING", "0.95,PROBLEM"})
    void aFullDiskIsTold(String ratio, Level level) {
        BrokerCheck.figures("b", Map.of("commitLogDiskRatio", ratio), NOW, findings);
        assertThat(findings.all()).extracting(Finding::level).containsExactly(level);
    }

    @ParameterizedTest
    @CsvSource({"0,OK", "3,OK", "60,WARNING", "-60,WARNING"})
    void aClockThatIsOffIsTold(long seconds, Level level) {
        String boot = Long.toString(NOW + seconds * 1000 - 3_661_000);
        BrokerCheck.figures(
                "b",
                Map.of("bootTimestamp", boot, "runtime", "[ 0 days, 1 hours, 1 minutes, 1 seconds ]"),
                NOW,
                findings);
        assertThat(findings.all()).extracting(Finding::level).containsExactly(level);
    }

    @Test
    void whatABrokerHasFoundIsToldInWords() {
        BrokerDiagnosis diagnosis = new BrokerDiagnosis(
                List.of(new BrokerDiagnosis.SubscriptionConflict(
                        "g", NOW, Map.of("c1", Map.of("T", "a"), "c2", Map.of("T", "b")))),
                List.of(new BrokerDiagnosis.StuckQueue(
                        "g", "T", 3, 7, 20, 9, NOW, "c1", "1.2.3.4:5", "ID", null, NOW, 0)),
                List.of(new BrokerDiagnosis.UnknownTopic(
                        "Ordres", "nobody creates it", "send", "1.2.3.4:5", 9, NOW, NOW, List.of("Orders"))));
        DiagnosisCheck.tell("broker b", diagnosis, null, null, findings);
        assertThat(findings.all())
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM, Level.PROBLEM, Level.WARNING);
        assertThat(findings.all().get(1).text()).contains("queue 3 of T", "offset 7", "13 messages wait", "c1");
        assertThat(findings.all().get(2).remedy()).contains("Orders");
        Findings ofOther = new Findings();
        DiagnosisCheck.tell("broker b", diagnosis, "Other", "other", ofOther);
        assertThat(ofOther.all()).isEmpty();
    }
}
