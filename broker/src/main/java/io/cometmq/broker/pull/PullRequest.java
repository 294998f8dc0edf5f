package io.cometmq.broker.pull;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.MessageFilter;

/** A pull that passed every check. Immutable but for its exchange. */
record PullRequest(
        Exchange exchange,
        PullMessageRequestHeader header,
        TopicConfig topic,
        SubscriptionGroupConfig group,
        MessageFilter filter) {}
