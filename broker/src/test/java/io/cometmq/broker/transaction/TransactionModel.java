package io.cometmq.broker.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.config.BrokerSettings;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Halves;
import io.cometmq.broker.send.LaterDelivery;
import io.cometmq.broker.transaction.TransactionLedger.Kind;
import io.cometmq.broker.transaction.TransactionLedger.Outcome;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.DelayTable;
import io.cometmq.store.LogSlice;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.timer.TimerConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Random operations on the transactions of a real store, and what must hold of every transaction whatever happens: it is delivered at
 * most once, and then because somebody said so; an answered verdict stands; what nobody decided is asked for, and stays open.
 *
 * <p>A kill lets the log end at a random append, with or without it, and forgets everything but the store and the offsets that were
 * written last. Appends are answered at once, later, never, or refused.
 */
final class TransactionModel implements AutoCloseable {
    private static final String TOPIC = "T";
    private static final int CHECK_MAX = 3;
    private static final TransactionConfig CONFIG =
            new TransactionConfig(6_000, CHECK_MAX, 30_000, Duration.ofDays(3).toMillis());

    /** How far back verdicts and checks of the model look; older ones are looked at in the end. */
    private static final int RECENT = 300;

    private final byte[] host = Hosts.encode(InetAddress.getLoopbackAddress(), 10911);
    private final DelayTable delayTable = DelayTable.parse("1s 5s");
    private final LaterDelivery later = new LaterDelivery(
            delayTable, BrokerSettings.load(Map.of()).get(TimerConfig.class), System::currentTimeMillis);
    private final Random random;
    private final Path directory;
    private long now = 1_700_000_000_000L;
    private DefaultMessageStore store;

    /** What the group's offsets were when they were last written. */
    private long writtenHalfOffset = -1;

    private long writtenOpOffset = -1;

    private ConsumerOffsetManager offsets;
    private QueueReader halves;
    private QueueReader ops;
    private TransactionLedger ledger;
    private TransactionProgress progress;
    private TransactionCheckService checks;

    /** Whether the process is dead: nothing more gets into the log. */
    private boolean isDead;

    /** Appends until the process dies, negative for no such plan. */
    private int appendsToLive = -1;

    private boolean isLastAppendWritten;

    /** Appends whose answer is still to come. */
    private final List<Runnable> unanswered = new ArrayList<>();

    private final List<Transaction> all = new ArrayList<>();
    private final Map<Long, Transaction> byHalf = new HashMap<>();

    /** One transaction as its producer sees it. */
    private static final class Transaction {
        final int number;
        long half;
        long position;
        boolean isCommitTried;

        /** The verdict that was answered; null as long as there is none. */
        Boolean isCommitted;

        boolean isRollbackTried;
        int delivered;
        int discarded;
        int askedSinceStart;

        Transaction(int number) {
            this.number = number;
        }

        boolean isUntouched() {
            return !isCommitTried && !isRollbackTried && discarded == 0;
        }

        @Override
        public String toString() {
            return "transaction " + number + " half " + half + " committed " + isCommitted + " commit tried "
                    + isCommitTried + " rollback tried " + isRollbackTried + " delivered " + delivered + " discarded "
                    + discarded;
        }
    }

    TransactionModel(Path directory, long seed) throws Exception {
        this.directory = directory;
        this.random = new Random(seed);
        openStore();
        start();
    }

    private void openStore() throws Exception {
        MessageStoreConfig config = MessageStoreConfig.of(
                directory, Map.of("mappedFileSizeCommitLog", 16 << 20, "messageIndexEnable", false));
        store = new DefaultMessageStore(config, () -> now, (topic, queueId, offset, tags, time) -> {}, delayTable);
        store.load();
        store.start();
    }

    private void start() {
        awaitDispatch();
        isDead = false;
        appendsToLive = -1;
        unanswered.clear();
        offsets = new ConsumerOffsetManager(directory.resolve("config"), Runnable::run, () -> now);
        restoreOffset(Halves.TOPIC, writtenHalfOffset);
        restoreOffset(OpRecord.TOPIC, writtenOpOffset);
        halves = new QueueReader(store, Halves.TOPIC, 0);
        ops = new QueueReader(store, OpRecord.TOPIC, 0);
        progress = new TransactionProgress(offsets, halves, ops);
        ledger = new TransactionLedger(this::append, store::maxPhysicalOffset, new OpMessages(host, () -> now));
        checks = new TransactionCheckService(
                CONFIG, ledger, halves, new Asked(), this::append, host, () -> {}, () -> now);
        TransactionRecovery found =
                new TransactionRecovery(store, halves, ops, progress.halfOffset(), progress.opOffset());
        ledger.begin(found.decided(), found.untold());
        all.forEach(transaction -> transaction.askedSinceStart = 0);
        recent().forEach(this::checkAfterStart);
    }

    private void awaitDispatch() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (store.dispatchBehindBytes() > 0) {
            assertThat(System.nanoTime()).as("the dispatch takes too long").isLessThan(deadline);
            LockSupport.parkNanos(20_000);
        }
    }

    private void restoreOffset(String topic, long offset) {
        if (offset >= 0) {
            offsets.commit("test", MixAll.CID_SYS_RMQ_TRANS, topic, 0, offset);
        }
    }

    private final class Asked implements Questions {
        @Override
        public void beginRound() {}

        @Override
        public void ask(HalfMessage half, int checkTimes) {
            Transaction transaction = byHalf.get(half.record().queueOffset());
            assertThat(transaction.isCommitted)
                    .as("asked though answered: " + transaction)
                    .isNull();
            assertThat(transaction.delivered)
                    .as("asked though delivered: " + transaction)
                    .isZero();
            transaction.askedSinceStart++;
            assertThat(checkTimes).isBetween(transaction.askedSinceStart, CHECK_MAX);
            assertThat(half.uniqueKey()).isEqualTo(key(transaction));
        }
    }

    private CompletableFuture<AppendResult> append(AppendMessage message) {
        if (isDead || (appendsToLive == 0 && !isLastAppendWritten)) {
            isDead = true;
            return new CompletableFuture<>();
        }
        if (random.nextInt(50) == 0) {
            return CompletableFuture.completedFuture(
                    AppendResult.refused(AppendStatus.SERVICE_NOT_AVAILABLE, "the disk is full"));
        }
        AppendResult result = store.append(message).join();
        appended(message);
        if (appendsToLive == 0) {
            isDead = true;
            return new CompletableFuture<>();
        }
        appendsToLive = Math.max(-1, appendsToLive - 1);
        if (random.nextInt(4) > 0) {
            return CompletableFuture.completedFuture(result);
        }
        CompletableFuture<AppendResult> later = new CompletableFuture<>();
        unanswered.add(() -> later.complete(result));
        return later;
    }

    private void appended(AppendMessage message) {
        if (message.topic().equals(TOPIC)) {
            transaction(message).delivered++;
        } else if (message.topic().equals(HalfMessage.DISCARDED_TOPIC)) {
            transaction(message).discarded++;
        }
    }

    private Transaction transaction(AppendMessage message) {
        return all.get(Integer.parseInt(UTF_8.decode(message.body().duplicate()).toString()));
    }

    private static String key(Transaction transaction) {
        return "K" + transaction.number;
    }

    void step() throws Exception {
        int dice = random.nextInt(1000);
        if (dice < 350) {
            send();
        } else if (dice < 700) {
            decide(recent().get(random.nextInt(recent().size())), random.nextInt(3) > 0);
        } else if (dice < 900) {
            answerOne();
        } else if (dice < 960) {
            now += random.nextInt(20_000);
        } else if (dice < 975) {
            round();
        } else if (dice < 985) {
            writeProgress();
        } else if (dice < 995) {
            appendsToLive = random.nextInt(3);
            isLastAppendWritten = random.nextBoolean();
        } else if (dice < 999 || random.nextInt(4) > 0) {
            start(); // a kill between two appends
        } else {
            reopen();
        }
        if (isDead) {
            start();
        }
    }

    private void reopen() throws Exception {
        store.close();
        openStore();
        start();
    }

    private List<Transaction> recent() {
        if (all.isEmpty()) {
            send();
        }
        return all.subList(Math.max(0, all.size() - RECENT), all.size());
    }

    private void send() {
        Transaction transaction = new Transaction(all.size());
        Map<String, String> properties = new HashMap<>(Map.of(
                "TRAN_MSG", "true", "PGROUP", "P", "UNIQ_KEY", key(transaction), "REAL_TOPIC", TOPIC, "REAL_QID", "0"));
        AppendResult result = store.append(new AppendMessage(
                        Halves.TOPIC,
                        0,
                        0,
                        0,
                        now,
                        host,
                        host,
                        0,
                        0,
                        ByteBuffer.wrap(Integer.toString(transaction.number).getBytes(UTF_8)),
                        ByteBuffer.wrap(MessageDecoder.messageProperties2String(properties)
                                .getBytes(UTF_8)),
                        true))
                .join();
        transaction.half = result.queueOffset();
        transaction.position = result.physicalOffset();
        all.add(transaction);
        byHalf.put(transaction.half, transaction);
    }

    private void decide(Transaction transaction, boolean commits) {
        LogSlice slice = store.recordAt(transaction.position).orElseThrow();
        HalfMessage half = HalfMessage.of(new StoredRecord(slice.buffer()));
        boolean wasDecided = transaction.isCommitted != null || transaction.delivered > 0;
        if (!wasDecided) {
            transaction.isCommitTried |= commits;
            transaction.isRollbackTried |= !commits;
        }
        Supplier<CompletableFuture<AppendResult>> effect =
                commits ? () -> append(half.committed(place(half), host)) : null;
        ledger.decide(half.record().queueOffset(), effect).thenAccept(outcome -> {
            slice.close();
            answered(transaction, commits, wasDecided, outcome);
        });
    }

    private Place place(HalfMessage half) {
        return (Place) half.place(later);
    }

    private void answered(Transaction transaction, boolean commits, boolean wasDecided, Outcome outcome) {
        if (outcome.kind() == Kind.DECIDED) {
            assertThat(wasDecided).as("decided twice: " + transaction).isFalse();
            assertThat(transaction.isCommitted)
                    .as("decided twice: " + transaction)
                    .isNull();
            transaction.isCommitted = commits;
            assertThat(transaction.delivered).as(transaction.toString()).isEqualTo(commits ? 1 : 0);
        } else if (wasDecided) {
            assertThat(outcome.kind()).as(transaction.toString()).isEqualTo(Kind.DECIDED_BEFORE);
        }
    }

    private void answerOne() {
        if (!unanswered.isEmpty()) {
            unanswered.remove(random.nextInt(unanswered.size())).run();
        }
    }

    private void answerAll() {
        while (!unanswered.isEmpty() && !isDead) {
            answerOne();
        }
    }

    private void round() {
        checks.round();
    }

    private void writeProgress() {
        progress.note(ledger.base());
        writtenHalfOffset = progress.halfOffset();
        writtenOpOffset = progress.opOffset();
        assertThat(writtenHalfOffset).isLessThanOrEqualTo(halves.max());
        assertThat(writtenOpOffset).isLessThanOrEqualTo(ops.max());
    }

    private void checkAfterStart(Transaction transaction) {
        boolean isOpen = ledger.isOpen(transaction.half);
        if (transaction.isCommitted != null || transaction.delivered > 0) {
            assertThat(isOpen).as("open again: " + transaction).isFalse();
        }
        if (transaction.isUntouched()) {
            assertThat(isOpen).as("forgotten: " + transaction).isTrue();
        }
        check(transaction);
    }

    private static void check(Transaction transaction) {
        String what = transaction.toString();
        assertThat(transaction.delivered).as(what).isBetween(0, transaction.isCommitTried ? 1 : 0);
        if (transaction.isCommitted != null) {
            assertThat(transaction.delivered).as(what).isEqualTo(transaction.isCommitted ? 1 : 0);
        }
    }

    /** Every transaction, by what is in the store. */
    void checkAll() throws Exception {
        answerAll();
        reopen();
        awaitDispatch();
        int[] stored = new int[all.size()];
        QueueReader delivered = new QueueReader(store, TOPIC, 0);
        delivered.readAll(0, delivered.max(), record -> {
            int number = Integer.parseInt(UTF_8.decode(record.body()).toString());
            assertThat(record.preparedTransactionOffset()).isEqualTo(all.get(number).position);
            stored[number]++;
        });
        for (Transaction transaction : all) {
            check(transaction);
            assertThat(stored[transaction.number]).as(transaction.toString()).isEqualTo(transaction.delivered);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
