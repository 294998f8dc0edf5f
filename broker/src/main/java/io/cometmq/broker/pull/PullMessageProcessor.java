package io.cometmq.broker.pull;

import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.coldread.ColdReadLimits;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.diagnosis.UnknownTopics;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PULL_MESSAGE (11) and LITE_PULL_MESSAGE (361). Called on the event loop; hands pulls of old messages to the executor of slow reads
 * and pulls that find nothing to the hold service (docs/protocol/semantics.md 5). Thread-safe.
 */
public final class PullMessageProcessor implements RequestProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(PullMessageProcessor.class);
    private static final RateLimitedLog FAILURES = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    private static final long MAX_HOLD_MILLIS = Duration.ofDays(1).toMillis();

    private final Supplier<BrokerConfig> configs;
    private final PullChecks checks;
    private final ConsumerOffsetManager offsets;
    private final DefaultMessageStore store;
    private final PullRequestHoldService holdService;
    private final BrokerStatsManager stats;
    private final ColdReadLimits coldReads;
    private final Executor slowReads;

    public PullMessageProcessor(
            Supplier<BrokerConfig> configs,
            TopicConfigManager topics,
            SubscriptionGroupManager groups,
            ConsumerManager consumers,
            CarriedSubscriptions carried,
            MessageFilters filters,
            ConsumerOffsetManager offsets,
            DefaultMessageStore store,
            PullRequestHoldService holdService,
            BrokerStatsManager stats,
            UnknownTopics unknownTopics,
            ColdReadLimits coldReads,
            Executor slowReads) {
        this.configs = configs;
        this.checks = new PullChecks(configs, topics, groups, consumers, carried, filters, unknownTopics);
        this.offsets = offsets;
        this.store = store;
        this.holdService = holdService;
        this.stats = stats;
        this.coldReads = coldReads;
        this.slowReads = slowReads;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        PullMessageRequestHeader header = request.decodeCommandCustomHeader(PullMessageRequestHeader.class);
        PullRequest pull;
        try {
            pull = checks.check(exchange, request.getCode(), header);
        } catch (PullRefusedException e) {
            return e.answer();
        }
        if (PullSysFlag.hasCommitOffsetFlag(header.sysFlag()) && header.commitOffset() >= 0) {
            offsets.commit(
                    exchange.connection().remoteAddress(),
                    header.consumerGroup(),
                    header.topic(),
                    header.queueId(),
                    header.commitOffset());
        }
        start(pull, PullSysFlag.hasSuspendFlag(header.sysFlag()));
        return null;
    }

    /** Event loop: reads at once what is in memory. */
    private void start(PullRequest pull, boolean mayWait) {
        PullMessageRequestHeader header = pull.header();
        boolean inMemory = store.isInMemory(header.topic(), header.queueId(), header.queueOffset())
                || header.queueOffset() >= store.maxOffset(header.topic(), header.queueId());
        if (!inMemory) {
            startSlowly(pull, mayWait);
        } else if (!answer(pull, mayWait, false)) {
            hold(pull);
        }
    }

    private void startSlowly(PullRequest pull, boolean mayWait) {
        String objection = coldReads.objection(pull.group().getGroupName());
        if (!objection.isEmpty()) {
            pull.exchange().answer(RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_BUSY, objection));
            return;
        }
        try {
            slowReads.execute(() -> {
                if (!answer(pull, mayWait, true)) {
                    pull.exchange().connection().execute(() -> hold(pull));
                }
            });
        } catch (RejectedExecutionException e) {
            pull.exchange()
                    .answer(RemotingCommand.createResponseCommand(
                            ResponseCode.SYSTEM_BUSY,
                            "[OVERLOAD]too many consumers read old messages, start flow control for a while"));
        }
    }

    /** False when there is nothing yet and the pull may wait for it. */
    private boolean answer(PullRequest pull, boolean mayWait, boolean old) {
        try {
            RemotingCommand answer = read(pull, mayWait, old);
            if (answer == null) {
                return false;
            }
            pull.exchange().answer(answer);
        } catch (RuntimeException e) {
            FAILURES.warn("pull of {} failed: {}", pull.exchange().connection(), pull.header(), e);
            pull.exchange().answer(RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, e.toString()));
        }
        return true;
    }

    private RemotingCommand read(PullRequest pull, boolean mayWait, boolean old) {
        PullMessageRequestHeader header = pull.header();
        long reset = offsets.takeReset(header.consumerGroup(), header.topic(), header.queueId());
        if (reset != ConsumerOffsetManager.NO_OFFSET) {
            long min = Math.max(0, store.minOffset(header.topic(), header.queueId()));
            long max = store.maxOffset(header.topic(), header.queueId());
            return PullAnswers.reset(pull, reset, min, max);
        }
        long startNanos = System.nanoTime();
        GetMessageResult result = store.getMessage(
                header.topic(),
                header.queueId(),
                header.queueOffset(),
                Math.max(1, header.maxMsgNums()),
                header.maxMsgBytes() == null || header.maxMsgBytes() <= 0 ? Integer.MAX_VALUE : header.maxMsgBytes(),
                pull.filter());
        boolean nothingYet = PullAnswers.code(result.status(), header.queueOffset()) == ResponseCode.PULL_NOT_FOUND;
        if (nothingYet && mayWait) {
            result.close();
            return null;
        }
        offsets.pulled(
                pull.exchange().connection().remoteAddress(),
                header.consumerGroup(),
                header.topic(),
                header.queueId(),
                result.nextBeginOffset());
        if (result.status() == GetMessageStatus.FOUND) {
            if (old) {
                coldReads.read(pull.group().getGroupName(), result.totalBytes());
            }
            stats.get(
                    pull.group().getGroupName(),
                    pull.topic().getTopicName(),
                    header.queueId(),
                    result.messageCount(),
                    result.totalBytes(),
                    System.nanoTime() - startNanos);
        }
        return PullAnswers.of(pull, result, suggestedBrokerId(pull, result));
    }

    /** A reader that is so far behind that it reads from the disk is sent to a slave (docs/protocol/semantics.md 5). */
    private long suggestedBrokerId(PullRequest pull, GetMessageResult result) {
        if (!configs.get().slaveReadEnable()) {
            return PullAnswers.MASTER;
        }
        boolean isBehind = result.nextBeginOffset() < result.maxOffset()
                && !store.isInMemory(pull.topic().getTopicName(), pull.header().queueId(), result.nextBeginOffset());
        return isBehind
                ? pull.group().getWhichBrokerWhenConsumeSlowly()
                : pull.group().getBrokerId();
    }

    /** Event loop: what has arrived between the read and now woke nobody, so it is looked for once more behind. */
    private void hold(PullRequest pull) {
        PullMessageRequestHeader header = pull.header();
        BrokerConfig config = configs.get();
        long timeoutMillis = config.longPollingEnable()
                ? Math.min(header.suspendTimeoutMillis(), MAX_HOLD_MILLIS)
                : config.shortPollingTimeMills();
        boolean holds = holdService.hold(pull, Math.max(0, timeoutMillis), resumed -> start(resumed, false));
        if (!holds) {
            answer(pull, false, false);
        } else if (store.maxOffset(header.topic(), header.queueId()) > header.queueOffset()) {
            holdService.wake(header.topic(), header.queueId());
        }
    }
}
