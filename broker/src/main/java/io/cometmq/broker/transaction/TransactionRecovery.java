package io.cometmq.broker.transaction;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.send.Halves;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at the start which halves are decided: those below the group's offset, those that the op topic tells from its offset on,
 * and those whose commit record is in the log though the broker died before it told. One use, one thread.
 */
final class TransactionRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionRecovery.class);

    private final DefaultMessageStore store;
    private final QueueReader halves;
    private final QueueReader ops;
    private final DecidedHalves decided;
    private final Set<Long> untold = new LinkedHashSet<>();
    private final PropertiesView view = new PropertiesView();
    private long settledTo = OpRecord.UNKNOWN;
    private long opsRead;

    /**
     * @param halfOffset committed offset of the half topic, negative when there is none
     * @param opOffset committed offset of the op topic, negative when there is none
     */
    TransactionRecovery(
            DefaultMessageStore store, QueueReader halves, QueueReader ops, long halfOffset, long opOffset) {
        this.store = store;
        this.halves = halves;
        this.ops = ops;
        this.decided = new DecidedHalves(Math.min(halves.max(), Math.max(halves.min(), halfOffset)));
        readOps(opOffset);
        findUntoldCommits();
        LOG.info(
                "transactions: halves up to {} are decided of {}, {} op records read, {} commits were not told",
                decided.base(),
                halves.max(),
                opsRead,
                untold.size());
    }

    DecidedHalves decided() {
        return decided;
    }

    /** Halves that are committed, but not told by the op topic; they are among the decided ones once they are. */
    List<Long> untold() {
        return List.copyOf(untold);
    }

    /** The last op record is read in any case: it says from where on the log may hold commits that are not told. */
    private void readOps(long opOffset) {
        long end = ops.max();
        long from = Math.max(ops.min(), Math.min(opOffset, end - 1));
        ops.readAll(from, end, record -> {
            opsRead++;
            try {
                OpRecord op = OpRecord.parse(record.body(), record.properties());
                op.halves().forEach(decided::add);
                settledTo = Math.max(settledTo, op.settledTo());
            } catch (NumberFormatException e) {
                LOG.warn("the op record at queue offset {} is passed over: {}", record.queueOffset(), e.getMessage());
            }
        });
    }

    private void findUntoldCommits() {
        long first = decided.nextUndecided(decided.base());
        if (first >= halves.max()) {
            return;
        }
        long[] firstPosition = {store.minPhysicalOffset()};
        halves.read(first, 1, record -> firstPosition[0] = record.physicalOffset());
        store.scan(Math.max(settledTo, firstPosition[0]), this::visit);
    }

    private void visit(ByteBuffer file, int at) {
        StoredRecord record = new StoredRecord(file.slice(at, file.getInt(at)));
        if (MessageSysFlag.getTransactionValue(record.sysFlag()) != MessageSysFlag.TRANSACTION_COMMIT_TYPE) {
            return;
        }
        Optional<LogSlice> found = store.recordAt(record.preparedTransactionOffset());
        if (found.isEmpty()) {
            return;
        }
        try (LogSlice slice = found.get()) {
            StoredRecord half = new StoredRecord(slice.buffer());
            // A copy of a committed message, in a retry topic for instance, has the flag, too, and 0 where its half
            // was.
            if (Halves.TOPIC.equals(half.topic())
                    && !decided.isDecided(half.queueOffset())
                    && uniqueKey(half).equals(uniqueKey(record))) {
                untold.add(half.queueOffset());
            }
        }
    }

    private String uniqueKey(StoredRecord record) {
        ByteBuffer properties = record.properties();
        view.scan(properties, 0, properties.remaining());
        String key = view.get(Name.UNIQ_KEY);
        return key == null ? "" : key;
    }
}
