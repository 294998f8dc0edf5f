package io.cometmq.client.consumer;

import io.cometmq.client.MQAdmin;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Set;

/** What every consumer can do. */
public interface MQConsumer extends MQAdmin {
    /**
     * Gives a message back to its broker, to come again later.
     *
     * @param delayLevel 0: the broker decides, later each time; below: to the dead letter topic at once
     */
    void sendMessageBack(MessageExt msg, int delayLevel)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    /**
     * Gives a message back to a broker, to come again later.
     *
     * @param brokerName the broker that has the message
     */
    void sendMessageBack(MessageExt msg, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    /** All queues of a topic that can be consumed. */
    Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException;
}
