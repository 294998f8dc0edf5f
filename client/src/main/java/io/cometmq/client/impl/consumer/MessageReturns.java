package io.cometmq.client.impl.consumer;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.exception.RemotingException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives messages that were not consumed back to the broker, to come again later or to end in the dead letter topic
 * (docs/protocol/semantics.md 9). Thread-safe.
 */
final class MessageReturns {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReturns.class);
    private static final long TIMEOUT_MILLIS = 5_000;

    /** docs/protocol/semantics.md 9: the first retry has this delay level. */
    private static final int FIRST_DELAY_LEVEL = 3;

    /** Sends a message to any broker of its topic. */
    @FunctionalInterface
    interface RetrySender {
        void send(Message message) throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
    }

    private final MQClientInstance instance;
    private final RetrySender sender;
    private final ClientConfig config;
    private final String group;
    private final int maxReconsumeTimes;

    MessageReturns(
            MQClientInstance instance, RetrySender sender, ClientConfig config, String group, int maxReconsumeTimes) {
        this.instance = instance;
        this.sender = sender;
        this.config = config;
        this.group = group;
        this.maxReconsumeTimes = maxReconsumeTimes;
    }

    /**
     * Gives a message back; when its broker does not take it, sends it to the group's retry topic as a new message, to any broker.
     *
     * @param brokerName null: the broker that stored the message
     * @return false when neither was possible now
     */
    boolean giveBack(MessageExt message, int delayLevel, String brokerName) {
        try {
            sendBack(message, delayLevel, brokerName);
            return true;
        } catch (RemotingException | MQBrokerException | MQClientException e) {
            LOG.warn(
                    "message {} of group {} is sent to the retry topic, as its broker does not take it back: {}",
                    message.getMsgId(),
                    group,
                    e.getMessage());
            return sendToRetryTopic(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives a message back, and says why if that fails. */
    void sendBack(MessageExt message, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        message.setTopic(config.withNamespace(message.getTopic()));
        String name = brokerName != null ? brokerName : message.getBrokerName();
        instance.getMQClientAPIImpl()
                .consumerSendMessageBack(
                        addressOf(name, message), name, message, group, delayLevel, TIMEOUT_MILLIS, maxReconsumeTimes);
    }

    private String addressOf(String brokerName, MessageExt message) throws MQClientException {
        if (brokerName != null) {
            String master = instance.findBrokerAddressInPublish(brokerName);
            if (master != null) {
                return master;
            }
            FindBrokerResult any = instance.findBrokerAddressInAdmin(brokerName);
            if (any != null) {
                return any.brokerAddr();
            }
        }
        if (message.getStoreHost() instanceof InetSocketAddress host) {
            return host.getAddress().getHostAddress() + ":" + host.getPort();
        }
        throw new MQClientException("The broker[" + brokerName + "] not exist", null);
    }

    /** Sends a message to the group's retry topic as a new one; false when no broker takes it now. */
    boolean sendToRetryTopic(MessageExt message) {
        try {
            sender.send(retryOf(message));
            return true;
        } catch (RemotingException | MQBrokerException | MQClientException e) {
            LOG.warn(
                    "message {} of group {} cannot be sent to the retry topic now: {}",
                    message.getMsgId(),
                    group,
                    e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The message as the broker would have stored it for the retry. */
    Message retryOf(MessageExt message) {
        Message retry = new Message(MixAll.getRetryTopic(group), message.getBody());
        MessageAccessor.setProperties(retry, MessageAccessor.deepCopyProperties(message.getProperties()));
        retry.setFlag(message.getFlag());
        String origin = MessageAccessor.getOriginMessageId(message);
        MessageAccessor.setOriginMessageId(retry, origin == null || origin.isBlank() ? message.getMsgId() : origin);
        MessageAccessor.putProperty(retry, MessageConst.PROPERTY_RETRY_TOPIC, config.withNamespace(message.getTopic()));
        MessageAccessor.setReconsumeTime(retry, Integer.toString(message.getReconsumeTimes() + 1));
        MessageAccessor.setMaxReconsumeTimes(retry, Integer.toString(maxReconsumeTimes));
        MessageAccessor.clearProperty(retry, MessageConst.PROPERTY_TRANSACTION_PREPARED);
        retry.setDelayTimeLevel(FIRST_DELAY_LEVEL + message.getReconsumeTimes());
        return retry;
    }
}
