package io.cometmq.broker.transaction;

import io.cometmq.broker.message.AppendCodes;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ResumeCheckHalfMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.LogSlice;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * RESUME_CHECK_HALF_MESSAGE (323): an administrator wants a half to be asked for again from the beginning, usually one that was given
 * up. One that is still undecided is being asked for as it is. Reads the log: not for the event loop. Thread-safe.
 */
public final class ResumeHalfProcessor implements RequestProcessor {
    private final TransactionLedger ledger;
    private final Function<Long, Optional<LogSlice>> recordAt;
    private final Function<AppendMessage, CompletableFuture<AppendResult>> log;
    private final byte[] storeHost;

    ResumeHalfProcessor(
            TransactionLedger ledger,
            Function<Long, Optional<LogSlice>> recordAt,
            Function<AppendMessage, CompletableFuture<AppendResult>> log,
            byte[] storeHost) {
        this.ledger = ledger;
        this.recordAt = recordAt;
        this.log = log;
        this.storeHost = storeHost;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String id = request.decodeCommandCustomHeader(ResumeCheckHalfMessageRequestHeader.class)
                .msgId();
        Optional<LogSlice> found;
        try {
            found = id == null
                    ? Optional.empty()
                    : recordAt.apply(MessageDecoder.decodeMessageId(id).getOffset());
        } catch (UnknownHostException | RuntimeException e) {
            return answer(ResponseCode.SYSTEM_ERROR, "msgId " + id + " is no offset message id");
        }
        if (found.isEmpty()) {
            return answer(ResponseCode.SYSTEM_ERROR, "there is no message with the offset message id " + id);
        }
        LogSlice slice = found.get();
        HalfMessage half = HalfMessage.of(new StoredRecord(slice.buffer()));
        if (half == null || half.producerGroup() == null) {
            slice.close();
            return answer(ResponseCode.SYSTEM_ERROR, "message " + id + " is no half of a transaction");
        }
        if (half.isInHalfTopic() && ledger.isOpen(half.record().queueOffset())) {
            slice.close();
            return answer(ResponseCode.SUCCESS, "the transaction is undecided, and its producer is being asked");
        }
        log.apply(half.resumed(storeHost)).thenAccept(result -> {
            slice.close();
            exchange.answer(
                    result.isStored()
                            ? RemotingCommand.success(null)
                            : answer(AppendCodes.of(result.status()), result.message()));
        });
        return null;
    }

    private static RemotingCommand answer(int code, String remark) {
        return RemotingCommand.createResponseCommand(code, remark);
    }
}
