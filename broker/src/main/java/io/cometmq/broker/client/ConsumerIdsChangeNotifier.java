package io.cometmq.broker.client;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.NotifyConsumerIdsChangedRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the members of a group to rebalance, with a one-way request (40). The first change of a group is told at once; what changes
 * shortly after that is told together, so that a hundred clients that start at the same time do not send each other ten thousand
 * requests. Thread-safe; never blocks.
 */
public final class ConsumerIdsChangeNotifier implements Consumer<ConsumerGroupInfo> {
    static final long QUIET_MILLIS = 100;

    private enum State {
        /** Told a short while ago, nothing has changed since. */
        TOLD,
        /** Told a short while ago, and has changed since. */
        CHANGED
    }

    private final Supplier<BrokerConfig> config;
    private final SubscriptionGroupManager groups;
    private final ScheduledExecutorService timer;

    /** Groups that were told less than {@link #QUIET_MILLIS} ago. */
    private final Map<ConsumerGroupInfo, State> quiet = new ConcurrentHashMap<>();

    public ConsumerIdsChangeNotifier(
            Supplier<BrokerConfig> config, SubscriptionGroupManager groups, ScheduledExecutorService timer) {
        this.config = config;
        this.groups = groups;
        this.timer = timer;
    }

    @Override
    public void accept(ConsumerGroupInfo group) {
        if (!isWanted(group.group())) {
            return;
        }
        State state = quiet.compute(group, (any, before) -> before == null ? State.TOLD : State.CHANGED);
        if (state == State.TOLD) {
            tell(group);
        }
    }

    private boolean isWanted(String groupName) {
        SubscriptionGroupConfig group = groups.find(groupName);
        return config.get().notifyConsumerIdsChangedEnable()
                && (group == null || group.isNotifyConsumerIdsChangedEnable());
    }

    private void tell(ConsumerGroupInfo group) {
        try {
            timer.schedule(() -> quietEnds(group), QUIET_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // the broker is shutting down: its clients find out by themselves
        }
        for (ClientChannelInfo client : group.clients()) {
            client.connection()
                    .oneway(RemotingCommand.createRequestCommand(
                            RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
                            new NotifyConsumerIdsChangedRequestHeader(group.group())));
        }
    }

    private void quietEnds(ConsumerGroupInfo group) {
        State state = quiet.computeIfPresent(group, (any, before) -> before == State.CHANGED ? State.TOLD : null);
        if (state == State.TOLD) {
            tell(group);
        }
    }
}
