package io.cometmq.broker.admin;

import io.cometmq.broker.attribute.AttributeRules;
import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.TopicFilterType;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.CreateTopicListRequestBody;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.body.TopicOffset;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.header.CreateTopicRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllTopicConfigResponseHeader;
import io.cometmq.remoting.protocol.header.GetTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.GetTopicStatsInfoRequestHeader;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Topics: created, changed, deleted, listed. */
public final class TopicAdminProcessor {
    /** More queues than this on one broker are a slip of the hand. */
    static final int MAX_QUEUE_NUMS = 65_536;

    private final TopicConfigManager topics;
    private final ConsumerOffsetManager offsets;
    private final DefaultMessageStore store;
    private final BrokerStatsManager stats;
    private final String brokerName;
    private final Consumer<String> deleted;

    /** @param deleted told of each topic that was deleted */
    public TopicAdminProcessor(
            TopicConfigManager topics,
            ConsumerOffsetManager offsets,
            DefaultMessageStore store,
            BrokerStatsManager stats,
            String brokerName,
            Consumer<String> deleted) {
        this.topics = topics;
        this.offsets = offsets;
        this.store = store;
        this.stats = stats;
        this.brokerName = brokerName;
        this.deleted = deleted;
    }

    /** UPDATE_AND_CREATE_TOPIC (17). */
    public RemotingCommand update(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        CreateTopicRequestHeader header = request.decodeCommandCustomHeader(CreateTopicRequestHeader.class);
        TopicConfig topic = new TopicConfig(
                header.topic(),
                header.readQueueNums(),
                header.writeQueueNums(),
                header.perm(),
                header.topicSysFlag() == null ? 0 : header.topicSysFlag());
        topic.setOrder(header.order());
        try {
            topic.setTopicFilterType(TopicFilterType.valueOf(header.topicFilterType()));
        } catch (IllegalArgumentException e) {
            throw new RemotingCommandException("topicFilterType = [" + header.topicFilterType() + "] value invalid", e);
        }
        try {
            topic.setAttributes(AttributeRules.parse(header.attributes()));
        } catch (IllegalArgumentException e) {
            throw new RemotingCommandException(e.getMessage(), e);
        }
        return updateAll(exchange, List.of(topic));
    }

    /** UPDATE_AND_CREATE_TOPIC_LIST (18): all or none. */
    public RemotingCommand updateList(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        return updateAll(
                exchange,
                JsonBody.read(request, CreateTopicListRequestBody.class).topicConfigList());
    }

    private RemotingCommand updateAll(Exchange exchange, List<TopicConfig> requested) throws RemotingCommandException {
        for (TopicConfig topic : requested) {
            String objection = objection(topic);
            if (!objection.isEmpty()) {
                return RemotingCommand.createResponseCommand(ResponseCode.INVALID_PARAMETER, objection);
            }
        }
        try {
            topics.updateAll(requested);
        } catch (IllegalArgumentException e) {
            throw new RemotingCommandException(e.getMessage(), e);
        }
        return SavedAnswer.after(topics.saved(), exchange);
    }

    private String objection(TopicConfig topic) {
        String objection = objection(topic.getTopicName());
        if (!objection.isEmpty()) {
            return objection;
        }
        if (!isQueueNums(topic.getReadQueueNums()) || !isQueueNums(topic.getWriteQueueNums())) {
            return "The topic[" + topic.getTopicName() + "] cannot have " + topic.getReadQueueNums()
                    + " read queues and " + topic.getWriteQueueNums() + " write queues: 0 to " + MAX_QUEUE_NUMS
                    + " are possible.";
        }
        if (!PermName.isValid(topic.getPerm())) {
            return "The topic[" + topic.getTopicName() + "] cannot have perm " + topic.getPerm()
                    + ": 0 to 7 are possible.";
        }
        return "MIXED".equals(topic.getAttributes().get("+message.type")) ? "MIXED message type is not supported." : "";
    }

    private String objection(String topic) {
        TopicValidator.ValidateResult validity = TopicValidator.validateTopic(topic);
        if (!validity.isValid()) {
            return validity.getRemark();
        }
        return topics.isSystemTopic(topic) ? "The topic[" + topic + "] is conflict with system topic." : "";
    }

    private static boolean isQueueNums(int number) {
        return number >= 0 && number <= MAX_QUEUE_NUMS;
    }

    /** DELETE_TOPIC_IN_BROKER (215): the topic, its consumers' offsets and its queues; success as well when there is none. */
    public RemotingCommand delete(Exchange exchange, RemotingCommand request) {
        String topic = request.getExtField("topic");
        String objection = topic == null ? objection("") : topicToDelete(topic);
        if (!objection.isEmpty()) {
            return RemotingCommand.createResponseCommand(ResponseCode.INVALID_PARAMETER, objection);
        }
        for (String group : offsets.groupsOf(topic)) {
            for (TopicKind kind : List.of(TopicKind.RETRY_V1, TopicKind.RETRY_V2)) {
                deleteOne(kind.topic(group, topic));
            }
        }
        deleteOne(topic);
        return SavedAnswer.after(topics.saved(), exchange);
    }

    private void deleteOne(String topic) {
        topics.delete(topic);
        offsets.removeTopic(topic);
        store.deleteTopic(topic);
        deleted.accept(topic);
        stats.topicDeleted(topic);
    }

    private String topicToDelete(String topic) {
        if (topic.isBlank()) {
            return objection(topic);
        }
        return topics.isSystemTopic(topic) ? objection(topic) : "";
    }

    /** GET_TOPIC_CONFIG (351). */
    public RemotingCommand get(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String name = request.decodeCommandCustomHeader(GetTopicConfigRequestHeader.class)
                .topic();
        TopicConfig topic = topics.find(name);
        return topic == null
                ? RemotingCommand.createResponseCommand(
                        ResponseCode.TOPIC_NOT_EXIST, "No topic in this broker. topic: " + name)
                : JsonBody.answer(topic);
    }

    /** GET_ALL_TOPIC_CONFIG (21). */
    public RemotingCommand getAll(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetAllTopicConfigRequestHeader header = request.decodeCommandCustomHeader(GetAllTopicConfigRequestHeader.class);
        TopicConfigSerializeWrapper all = topics.snapshot();
        Map<String, TopicConfig> page = new Page(header.topicSeq(), header.dataVersion(), header.maxTopicNum())
                .of(all.topicConfigTable(), all.dataVersion());
        return JsonBody.answer(
                new GetAllTopicConfigResponseHeader(all.topicConfigTable().size()),
                new TopicConfigSerializeWrapper(page, all.dataVersion()));
    }

    /** GET_TOPIC_STATS_INFO (202). */
    public RemotingCommand stats(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String name = request.decodeCommandCustomHeader(GetTopicStatsInfoRequestHeader.class)
                .topic();
        TopicConfig topic = topics.find(name);
        if (topic == null) {
            return RemotingCommand.createResponseCommand(ResponseCode.TOPIC_NOT_EXIST, "topic[" + name + "] not exist");
        }
        Map<MessageQueue, TopicOffset> table = new HashMap<>();
        int queues = Math.max(topic.getReadQueueNums(), topic.getWriteQueueNums());
        for (int queueId = 0; queueId < queues; queueId++) {
            long min = Math.max(0, store.minOffset(name, queueId));
            long max = store.maxOffset(name, queueId);
            long lastUpdate = max > 0 ? Math.max(0, store.storeTimestamp(name, queueId, max - 1)) : 0;
            table.put(new MessageQueue(name, brokerName, queueId), new TopicOffset(min, max, lastUpdate));
        }
        return JsonBody.answer(new TopicStatsTable(stats.putTps(name), table));
    }

    /** GET_SYSTEM_TOPIC_LIST_FROM_BROKER (305). */
    public RemotingCommand systemTopics(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(new TopicList(topics.systemTopicNames(), null));
    }
}
