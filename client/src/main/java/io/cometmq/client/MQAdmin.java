package io.cometmq.client;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Map;

/** What every client can ask about topics, queues and messages. Thread-safe. */
public interface MQAdmin {
    /**
     * Creates a topic, with as many queues for reading as for writing, on every master that has the topic {@code key}.
     *
     * @param key an existing topic whose brokers are meant, for example {@code TBW102}
     * @param attributes attributes of 5.x such as {@code +message.type}; may be null
     */
    void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException;

    void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException;

    /**
     * The queue offset of the first message stored at that time or later (docs/protocol/semantics.md 6).
     *
     * @param timestamp milliseconds since the epoch
     */
    long searchOffset(MessageQueue mq, long timestamp) throws MQClientException;

    /** The queue offset that the next message will get. */
    long maxOffset(MessageQueue mq) throws MQClientException;

    /** The queue offset of the oldest message that is still there. */
    long minOffset(MessageQueue mq) throws MQClientException;

    /** When the oldest message of the queue was stored, milliseconds since the epoch; -1 when there is none. */
    long earliestMsgStoreTime(MessageQueue mq) throws MQClientException;

    /**
     * Messages with this key, stored between {@code begin} and {@code end} (milliseconds since the epoch).
     *
     * @throws MQClientException also when nothing was found
     */
    QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException;

    /** The message of this id: an offset message id or a unique key. */
    MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
