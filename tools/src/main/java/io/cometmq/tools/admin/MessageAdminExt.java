package io.cometmq.tools.admin;

import io.cometmq.client.QueryResult;
import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.BoundaryType;
import io.cometmq.common.MixAll;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import java.util.List;

/** Messages: by place, by id, by key; and a way to send one. RocketMQ's public methods; {@link DefaultMQAdminExt} has them all. */
public interface MessageAdminExt {
    /** What the calls are made with. */
    AdminParts parts();

    default long searchOffset(MessageQueue mq, long timestamp)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages().searchOffset(parts().addressOf(mq), mq, timestamp, BoundaryType.LOWER);
    }

    default long maxOffset(MessageQueue mq) throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages().maxOffset(parts().addressOf(mq), mq);
    }

    default long minOffset(MessageQueue mq) throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages().minOffset(parts().addressOf(mq), mq);
    }

    /** Pulls up to {@code maxNums} messages without waiting and without moving any offset. */
    default PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages()
                .pull(
                        parts().addressOf(mq),
                        MixAll.TOOLS_CONSUMER_GROUP,
                        mq,
                        ExpressionType.TAG,
                        subExpression,
                        offset,
                        maxNums);
    }

    /** As {@link #pull(MessageQueue, String, long, int)}, in the name of a group, with an expression of TAG or SQL92. */
    default PullResult pull(
            String consumerGroup, MessageQueue mq, String expressionType, String expression, long offset, int maxNums)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages()
                .pull(parts().addressOf(mq), consumerGroup, mq, expressionType, expression, offset, maxNums);
    }

    /** Sends one message to one queue. */
    default SendResult send(Message msg, MessageQueue mq)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages().send(parts().addressOf(mq), mq, msg);
    }

    /** The message of an offset id or, failing that, of a unique key; null when there is none. */
    default MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().lookup().byId(topic, msgId);
    }

    /** Messages with this key, stored between two times. */
    default QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new QueryResult(end, parts().lookup().byKey(topic, key, maxNum, begin, end));
    }

    /** The messages with this unique key. */
    default List<MessageExt> queryMessageByUniqKey(String topic, String uniqKey, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().lookup().byUniqueKey(topic, uniqKey, begin, end);
    }

    default QueryConsumeQueueResponseBody queryConsumeQueue(
            String brokerAddr, String topic, int queueId, long index, int count, String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().messages().consumeQueue(brokerAddr, topic, queueId, index, count, consumerGroup);
    }
}
