package io.cometmq.broker.transaction;

import io.cometmq.broker.message.AppendCodes;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.send.Decision;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Decision.Refuse;
import io.cometmq.broker.send.LaterDelivery;
import io.cometmq.broker.transaction.TransactionLedger.Outcome;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.EndTransactionRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.LogSlice;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * END_TRANSACTION (37): a producer's verdict on a half (docs/protocol/semantics.md 12). The answer, where one is wanted, comes when the
 * verdict is in the log. Reads the log, which may wait for the disk: not for the event loop. Thread-safe.
 */
public final class EndTransactionProcessor implements RequestProcessor {
    private final TransactionLedger ledger;
    private final Function<Long, Optional<LogSlice>> recordAt;
    private final Function<AppendMessage, CompletableFuture<AppendResult>> log;
    private final LaterDelivery later;
    private final byte[] storeHost;
    private final LongSupplier clockMillis;

    /** @param recordAt the record at a commit log offset */
    EndTransactionProcessor(
            TransactionLedger ledger,
            Function<Long, Optional<LogSlice>> recordAt,
            Function<AppendMessage, CompletableFuture<AppendResult>> log,
            LaterDelivery later,
            byte[] storeHost,
            LongSupplier clockMillis) {
        this.ledger = ledger;
        this.recordAt = recordAt;
        this.log = log;
        this.later = later;
        this.storeHost = storeHost;
        this.clockMillis = clockMillis;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        EndTransactionRequestHeader header = request.decodeCommandCustomHeader(EndTransactionRequestHeader.class);
        switch (header.commitOrRollback()) {
            case MessageSysFlag.TRANSACTION_COMMIT_TYPE, MessageSysFlag.TRANSACTION_ROLLBACK_TYPE -> {}
            case MessageSysFlag.TRANSACTION_NOT_TYPE -> {
                // The producer does not know yet: it is asked again, and nobody waits for an answer.
                exchange.dropAnswer();
                return null;
            }
            default -> {
                return refused("commitOrRollback = " + header.commitOrRollback()
                        + ": 8 commits, 12 rolls back, 0 leaves it undecided");
            }
        }
        Optional<LogSlice> found = recordAt.apply(header.commitLogOffset());
        if (found.isEmpty()) {
            return refused("Find prepared transaction message failed: no message at " + header.commitLogOffset()
                    + " of the commit log");
        }
        end(exchange, header, found.get());
        return null;
    }

    private void end(Exchange exchange, EndTransactionRequestHeader header, LogSlice slice) {
        try {
            HalfMessage half = HalfMessage.of(new StoredRecord(slice.buffer()));
            RemotingCommand refusal = check(header, half);
            if (refusal != null) {
                slice.close();
                exchange.answer(refusal);
                return;
            }
            Supplier<CompletableFuture<AppendResult>> effect = null;
            if (header.commitOrRollback() == MessageSysFlag.TRANSACTION_COMMIT_TYPE) {
                Decision decision = half.place(later);
                if (decision instanceof Refuse refuse) {
                    slice.close();
                    exchange.answer(RemotingCommand.createResponseCommand(refuse.code(), refuse.remark()));
                    return;
                }
                effect = () -> log.apply(half.committed((Place) decision, storeHost));
            }
            ledger.decide(half.record().queueOffset(), effect).thenAccept(outcome -> {
                slice.close();
                exchange.answer(answer(outcome));
            });
        } catch (RuntimeException e) {
            slice.close();
            throw e;
        }
    }

    /** Null when the verdict may be given. */
    private RemotingCommand check(EndTransactionRequestHeader header, HalfMessage half) {
        if (half == null || !half.isInHalfTopic()) {
            return refused("Find prepared transaction message failed: what is at " + header.commitLogOffset()
                    + " of the commit log is no half message");
        }
        if (!header.producerGroup().equals(half.producerGroup())) {
            return refused("The producer group wrong");
        }
        if (header.tranStateTableOffset() != half.record().queueOffset()) {
            return refused("The transaction state table offset wrong");
        }
        boolean asked = Boolean.TRUE.equals(header.fromTransactionCheck());
        long age = clockMillis.getAsLong() - half.record().storeTimestamp();
        if (!asked && half.immunityMillis() >= 0 && age > half.immunityMillis()) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.ILLEGAL_OPERATION,
                    "the verdict comes after " + age + " ms; the producer wanted to be asked after "
                            + half.immunityMillis() + " ms, and only the answer to that counts now");
        }
        return null;
    }

    private static RemotingCommand answer(Outcome outcome) {
        return switch (outcome.kind()) {
            case DECIDED -> RemotingCommand.success(null);
            case DECIDED_BEFORE ->
                RemotingCommand.createResponseCommand(
                        ResponseCode.SUCCESS, "the transaction was decided before; this verdict has changed nothing");
            case REFUSED ->
                RemotingCommand.createResponseCommand(
                        AppendCodes.of(outcome.refusal().status()),
                        outcome.refusal().message());
        };
    }

    private static RemotingCommand refused(String remark) {
        return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, remark);
    }
}
