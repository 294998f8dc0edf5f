package io.cometmq.broker.transaction;

import static io.cometmq.broker.server.RunningBroker.sendRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.broker.server.RunningBroker.Send;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.EndTransactionRequestHeader;
import io.cometmq.remoting.protocol.header.ResumeCheckHalfMessageRequestHeader;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A running broker's answers to transactional sends and verdicts. */
class TransactionTest {
    private static final String HALVES = "RMQ_SYS_TRANS_HALF_TOPIC";
    private static final String OPS = "RMQ_SYS_TRANS_OP_HALF_TOPIC";
    private static final String DISCARDED = "TRANS_CHECK_MAX_TIME_TOPIC";
    private static final int COMMIT = MessageSysFlag.TRANSACTION_COMMIT_TYPE;
    private static final int ROLLBACK = MessageSysFlag.TRANSACTION_ROLLBACK_TYPE;

    @TempDir
    Path directory;

    private static SendMessageResponseHeader sendHalf(RunningBroker broker, String key, String... more)
            throws Exception {
        List<String> properties = new ArrayList<>(List.of("TRAN_MSG", "true", "PGROUP", "P", "UNIQ_KEY", key));
        properties.addAll(List.of(more));
        return broker.send("T", 2, "body-" + key, properties.toArray(String[]::new));
    }

    private static long position(SendMessageResponseHeader sent) throws Exception {
        return MessageDecoder.decodeMessageId(sent.msgId()).getOffset();
    }

    private static RemotingCommand end(
            RunningBroker broker, SendMessageResponseHeader sent, String group, int verdict, boolean fromCheck)
            throws Exception {
        return broker.call(
                RequestCode.END_TRANSACTION,
                new EndTransactionRequestHeader(
                        "T",
                        group,
                        sent.queueOffset(),
                        position(sent),
                        verdict,
                        fromCheck,
                        sent.transactionId(),
                        sent.transactionId(),
                        null));
    }

    private static RemotingCommand end(RunningBroker broker, SendMessageResponseHeader sent, int verdict)
            throws Exception {
        return end(broker, sent, "P", verdict, false);
    }

    @Test
    void aHalfIsNotSeenUntilItIsCommittedAndThenOnce() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            SendMessageResponseHeader sent = sendHalf(broker, "K1", "TAGS", "a", "u", "v");
            assertThat(sent.queueId()).isEqualTo(2);
            assertThat(sent.transactionId()).isEqualTo("K1");
            assertThat(broker.messages("T", 2, 0)).isEmpty();
            MessageExt half = broker.messages(HALVES, 0, 0).get(0);
            assertThat(half.getProperties())
                    .containsEntry("REAL_TOPIC", "T")
                    .containsEntry("REAL_QID", "2")
                    .containsEntry("__transactionId__", "K1");
            assertThat(half.getSysFlag()).isZero();

            RemotingCommand first = end(broker, sent, COMMIT);
            assertThat(first.getCode()).as(first.getRemark()).isZero();
            assertThat(end(broker, sent, COMMIT).getCode()).isZero();
            assertThat(end(broker, sent, ROLLBACK).getRemark()).contains("decided before");
            List<MessageExt> committed = broker.messages("T", 2, 0);
            assertThat(committed).hasSize(1);
            MessageExt message = committed.get(0);
            assertThat(message.getPreparedTransactionOffset()).isEqualTo(position(sent));
            assertThat(message.getSysFlag()).isEqualTo(COMMIT);
            assertThat(message.getBornTimestamp()).isEqualTo(half.getBornTimestamp());
            assertThat(message.getProperties())
                    .doesNotContainKeys("REAL_TOPIC", "REAL_QID")
                    .containsEntry("TRAN_MSG", "true")
                    .containsEntry("u", "v");
            assertThat(broker.messages(OPS, 0, 0)).hasSize(1);
            assertThat(broker.messages(OPS, 0, 0).get(0).getTags()).isEqualTo("d");
        }
    }

    @Test
    void verdictsThatDoNotFitTheHalfAreRefusedAndLeaveItOpen() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            SendMessageResponseHeader sent = sendHalf(broker, "K1");
            SendMessageResponseHeader plain = broker.send("T", 1, "plain");
            assertThat(end(broker, sent, "OTHER", COMMIT, false).getRemark()).isEqualTo("The producer group wrong");
            assertThat(end(broker, sent, 4).getRemark()).contains("commitOrRollback = 4");
            assertThat(end(broker, plain, COMMIT).getRemark()).startsWith("Find prepared transaction message failed");
            RemotingCommand offset = broker.call(
                    RequestCode.END_TRANSACTION,
                    new EndTransactionRequestHeader("T", "P", 17, position(sent), COMMIT, false, "K1", "K1", null));
            assertThat(offset.getRemark()).isEqualTo("The transaction state table offset wrong");
            assertThat(offset.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(broker.messages("T", 2, 0)).isEmpty();
            assertThat(end(broker, sent, COMMIT).getCode()).isZero();
            assertThat(broker.messages("T", 2, 0)).hasSize(1);
        }
    }

    @Test
    void aRollbackHoldsAcrossARestart() throws Exception {
        SendMessageResponseHeader rolledBack;
        SendMessageResponseHeader open;
        try (RunningBroker broker = RunningBroker.start(directory)) {
            rolledBack = sendHalf(broker, "K1");
            open = sendHalf(broker, "K2");
            assertThat(end(broker, rolledBack, ROLLBACK).getCode()).isZero();
        }
        try (RunningBroker broker = RunningBroker.start(directory)) {
            assertThat(end(broker, rolledBack, COMMIT).getRemark()).contains("decided before");
            assertThat(end(broker, open, COMMIT).getCode()).isZero();
            assertThat(broker.messages("T", 2, 0))
                    .extracting(message -> message.getProperty("UNIQ_KEY"))
                    .containsExactly("K2");
        }
    }

    @ParameterizedTest
    @CsvSource({"DELAY, 1", "TIMER_DELAY_MS, 1500"})
    void aCommittedMessageThatAsksForADelayIsDelayedThen(String property, String value) throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            SendMessageResponseHeader sent = sendHalf(broker, "K1", property, value);
            assertThat(end(broker, sent, COMMIT).getCode()).isZero();
            assertThat(broker.messages("T", 2, 0)).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !broker.messages("T", 2, 0).isEmpty());
            assertThat(broker.messages("T", 2, 0)).hasSize(1);
        }
    }

    @Test
    void aVerdictAfterTheImmunityIsTakenFromACheckOnly() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            SendMessageResponseHeader sent = sendHalf(broker, "K1", "CHECK_IMMUNITY_TIME_IN_SECONDS", "0");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> end(broker, sent, COMMIT).getCode() == ResponseCode.ILLEGAL_OPERATION);
            assertThat(end(broker, sent, "P", COMMIT, true).getCode()).isZero();
        }
    }

    @Test
    void whatNobodyDecidesIsGivenUpAndCanBeResumed() throws Exception {
        try (RunningBroker broker = RunningBroker.start(
                directory, "transactionTimeOut", "1", "transactionCheckInterval", "50", "transactionCheckMax", "1")) {
            SendMessageResponseHeader sent = sendHalf(broker, "K1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !broker.messages(DISCARDED, 0, 0).isEmpty());
            MessageExt given = broker.messages(DISCARDED, 0, 0).get(0);
            assertThat(given.getProperties()).containsEntry("TRANSACTION_CHECK_TIMES", "1");
            assertThat(end(broker, sent, COMMIT).getRemark()).contains("decided before");
            RemotingCommand resumed = resume(broker, offsetId(given));
            assertThat(resumed.getCode()).as(resumed.getRemark()).isZero();
            assertThat(broker.messages(HALVES, 0, 1).get(0).getProperties())
                    .containsEntry("TRANSACTION_CHECK_TIMES", "0")
                    .containsEntry("REAL_TOPIC", "T");
            assertThat(resume(broker, "no id").getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(resume(broker, broker.send("T", 0, "plain").msgId()).getRemark())
                    .contains("is no half");
        }
    }

    private static String offsetId(MessageExt message) {
        return MessageDecoder.createMessageId(message.getStoreHost(), message.getCommitLogOffset());
    }

    private static RemotingCommand resume(RunningBroker broker, String id) throws Exception {
        return broker.call(RequestCode.RESUME_CHECK_HALF_MESSAGE, new ResumeCheckHalfMessageRequestHeader("T", id));
    }

    @Test
    void transactionsCanBeSwitchedOff() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory, "rejectTransactionMessage", "true")) {
            RemotingCommand answer = broker.call(sendRequest(new Send("T", 0), "b", "TRAN_MSG", "true", "PGROUP", "P"));
            assertThat(answer.getCode()).isEqualTo(ResponseCode.NO_PERMISSION);
        }
    }
}
