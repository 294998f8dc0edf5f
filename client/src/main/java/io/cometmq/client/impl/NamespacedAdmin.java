package io.cometmq.client.impl;

import io.cometmq.client.MQAdmin;
import io.cometmq.client.QueryResult;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Map;

/** The administrative calls of a producer or consumer: those of its instance, with the client's namespace added to topics. */
public interface NamespacedAdmin extends MQAdmin {
    /** @throws MQClientException when the client is not running */
    MQAdminImpl instanceAdmin() throws MQClientException;

    String withNamespace(String resource);

    MessageQueue queueWithNamespace(MessageQueue queue);

    @Override
    default void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException {
        createTopic(key, newTopic, queueNum, 0, attributes);
    }

    @Override
    default void createTopic(
            String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException {
        instanceAdmin().createTopic(key, withNamespace(newTopic), queueNum, topicSysFlag, attributes);
    }

    @Override
    default long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return instanceAdmin().searchOffset(queueWithNamespace(mq), timestamp);
    }

    @Override
    default long maxOffset(MessageQueue mq) throws MQClientException {
        return instanceAdmin().maxOffset(queueWithNamespace(mq));
    }

    @Override
    default long minOffset(MessageQueue mq) throws MQClientException {
        return instanceAdmin().minOffset(queueWithNamespace(mq));
    }

    @Override
    default long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
        return instanceAdmin().earliestMsgStoreTime(queueWithNamespace(mq));
    }

    @Override
    default QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return instanceAdmin().queryMessage(withNamespace(topic), key, maxNum, begin, end);
    }

    @Override
    default MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return instanceAdmin().viewMessage(withNamespace(topic), msgId);
    }
}
