package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.QueryCorrectionOffsetBody;
import io.cometmq.remoting.protocol.header.CloneGroupOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryCorrectionOffsetHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offsets of several groups beside one another. */
public final class GroupOffsetProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsetProcessor.class);

    private final ConsumerOffsetManager offsets;
    private final ConsumerManager consumers;
    private final TopicConfigManager topics;

    public GroupOffsetProcessor(ConsumerOffsetManager offsets, ConsumerManager consumers, TopicConfigManager topics) {
        this.offsets = offsets;
        this.consumers = consumers;
        this.topics = topics;
    }

    /**
     * QUERY_CORRECTION_OFFSET (308): by queue, how far the slowest group is; {@link Long#MAX_VALUE} where the compared one is slower
     * still, because it was filtered out.
     */
    public RemotingCommand correction(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryCorrectionOffsetHeader header = request.decodeCommandCustomHeader(QueryCorrectionOffsetHeader.class);
        Set<String> groups = new HashSet<>(offsets.groupsOf(header.topic()));
        if (header.filterGroups() != null) {
            groups.removeAll(Set.of(header.filterGroups().split(",")));
        }
        Map<Integer, Long> smallest = new HashMap<>();
        for (String group : groups) {
            offsets.committedOf(group, header.topic())
                    .forEach((queueId, offset) -> smallest.merge(queueId, offset, Math::min));
        }
        offsets.committedOf(header.compareGroup(), header.topic())
                .forEach((queueId, compared) -> smallest.computeIfPresent(
                        queueId, (any, offset) -> offset > compared ? Long.MAX_VALUE : offset));
        return JsonBody.answer(new QueryCorrectionOffsetBody(smallest));
    }

    /** CLONE_GROUP_OFFSET (314): a group goes on where another one stands, in one topic or in all of that group. */
    public RemotingCommand cloneOffsets(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        CloneGroupOffsetRequestHeader header = request.decodeCommandCustomHeader(CloneGroupOffsetRequestHeader.class);
        TopicValidator.ValidateResult validity = TopicValidator.validateGroup(header.destGroup());
        if (!validity.isValid()) {
            return RemotingCommand.createResponseCommand(ResponseCode.INVALID_PARAMETER, validity.getRemark());
        }
        String address = exchange.connection().remoteAddress();
        Collection<String> wanted = header.topic() == null || header.topic().isBlank()
                ? offsets.topicsOf(header.srcGroup())
                : Set.of(header.topic());
        for (String topic : wanted) {
            if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
                continue; // the group's own
            }
            if (topics.find(topic) == null) {
                LOG.info(
                        "offsets of group {} in topic {} are not cloned: there is no such topic",
                        header.srcGroup(),
                        topic);
            } else if (!header.offline() && !subscribes(header.srcGroup(), topic)) {
                LOG.info(
                        "offsets of group {} in topic {} are not cloned: it does not subscribe to it",
                        header.srcGroup(),
                        topic);
            } else {
                offsets.committedOf(header.srcGroup(), topic)
                        .forEach((queueId, offset) ->
                                offsets.commit(address, header.destGroup(), topic, queueId, offset));
            }
        }
        return RemotingCommand.success(null);
    }

    /** A group that is not online has not given up its topics. */
    private boolean subscribes(String group, String topic) {
        ConsumerGroupInfo online = consumers.find(group);
        return online == null || online.subscriptionData(topic) != null;
    }
}
