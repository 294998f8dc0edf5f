package io.cometmq.client.impl.producer;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.CheckForbiddenContext;
import io.cometmq.client.hook.SendMessageContext;
import io.cometmq.client.impl.CommunicationMode;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.message.MessageType;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Sends a message to a queue once, in one of the three ways, with the hooks around it. Thread-safe. */
final class SendAttempt {
    private final DefaultMQProducerImpl producer;
    private final DefaultMQProducer config;
    private final SendHooks hooks;
    private final MQClientInstance instance;
    private final NettyRemotingClient remotingClient;

    SendAttempt(DefaultMQProducerImpl producer, DefaultMQProducer config, SendHooks hooks, MQClientInstance instance) {
        this.producer = producer;
        this.config = config;
        this.hooks = hooks;
        this.instance = instance;
        this.remotingClient = instance.getMQClientAPIImpl().getRemotingClient();
    }

    SendResult sync(OutgoingMessage message, MessageQueue queue, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        String address = address(queue.getBrokerName(), message.topic());
        check(message, queue, address, CommunicationMode.SYNC);
        SendMessageContext context = before(message, queue, address, CommunicationMode.SYNC);
        try {
            RemotingCommand response = remotingClient.invokeSync(address, request(message, queue), timeoutMillis);
            SendResult result = result(response, message, queue, address);
            after(context, result, null);
            return result;
        } catch (RemotingException | MQBrokerException | InterruptedException e) {
            after(context, null, e);
            throw e;
        }
    }

    void oneway(OutgoingMessage message, MessageQueue queue, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        String address = address(queue.getBrokerName(), message.topic());
        check(message, queue, address, CommunicationMode.ONEWAY);
        SendMessageContext context = before(message, queue, address, CommunicationMode.ONEWAY);
        try {
            remotingClient.invokeOneway(address, request(message, queue), timeoutMillis);
            after(context, null, null);
        } catch (RemotingException | InterruptedException e) {
            after(context, null, e);
            throw e;
        }
    }

    /**
     * The future fails with a {@link RemotingException} or an {@link MQBrokerException}.
     *
     * @param callbacks where the hooks run and the future is completed
     * @throws MQClientException nothing was sent
     */
    CompletableFuture<SendResult> async(
            OutgoingMessage message, MessageQueue queue, long timeoutMillis, Executor callbacks)
            throws MQClientException {
        String address = address(queue.getBrokerName(), message.topic());
        check(message, queue, address, CommunicationMode.ASYNC);
        SendMessageContext context = before(message, queue, address, CommunicationMode.ASYNC);
        return remotingClient
                .invoke(address, request(message, queue), timeoutMillis)
                .handleAsync(
                        (response, failure) -> {
                            if (failure != null) {
                                throw failed(context, failure);
                            }
                            try {
                                SendResult result = result(response, message, queue, address);
                                after(context, result, null);
                                return result;
                            } catch (MQBrokerException | RemotingCommandException e) {
                                throw failed(context, e);
                            }
                        },
                        callbacks);
    }

    private CompletionException failed(SendMessageContext context, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        after(context, null, cause);
        return new CompletionException(cause);
    }

    private RemotingCommand request(OutgoingMessage message, MessageQueue queue) {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                message.requestCode(),
                message.header(config, producer.groupWithNamespace(), queue.getBrokerName(), queue.getQueueId()));
        request.setBody(message.body());
        return request;
    }

    private SendResult result(RemotingCommand response, OutgoingMessage message, MessageQueue queue, String address)
            throws MQBrokerException, RemotingCommandException {
        return SendResults.of(
                response, message.message(), config.withoutNamespace(message.topic()), queue.getBrokerName(), address);
    }

    /** The master's; asks for the route when it is not known. */
    String address(String brokerName, String topic) throws MQClientException {
        String address = instance.findBrokerAddressInPublish(brokerName);
        if (address == null) {
            producer.routes().find(topic, instance);
            instance.updateTopicRouteInfoFromNameServer(topic);
            address = instance.findBrokerAddressInPublish(brokerName);
        }
        if (address == null) {
            throw new MQClientException(
                    ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION, "The broker[" + brokerName + "] not exist");
        }
        return MixAll.brokerVIPChannel(config.isSendMessageWithVIPChannel(), address);
    }

    private void check(OutgoingMessage message, MessageQueue queue, String address, CommunicationMode mode)
            throws MQClientException {
        if (!hooks.hasChecks()) {
            return;
        }
        CheckForbiddenContext context = new CheckForbiddenContext();
        context.setNameSrvAddr(config.getNamesrvAddr());
        context.setGroup(config.getProducerGroup());
        context.setCommunicationMode(mode);
        context.setBrokerAddr(address);
        context.setMessage(message.message());
        context.setMq(queue);
        context.setUnitMode(config.isUnitMode());
        hooks.check(context);
    }

    /** Null without hooks. */
    private SendMessageContext before(
            OutgoingMessage message, MessageQueue queue, String address, CommunicationMode mode) {
        if (!hooks.hasObservers()) {
            return null;
        }
        SendMessageContext context = new SendMessageContext();
        context.setProducer(producer);
        context.setProducerGroup(config.getProducerGroup());
        context.setCommunicationMode(mode);
        context.setBornHost(config.getClientIP());
        context.setBrokerAddr(address);
        context.setMessage(message.message());
        context.setMq(queue);
        context.setNamespace(config.getNamespace());
        context.setMsgType(type(message.message()));
        hooks.before(context);
        return context;
    }

    private static MessageType type(Message message) {
        if (Boolean.parseBoolean(message.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
            return MessageType.Trans_Msg_Half;
        }
        boolean delayed = message.hasProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
                || message.hasProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC)
                || message.hasProperty(MessageConst.PROPERTY_TIMER_DELAY_MS)
                || message.hasProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS);
        return delayed ? MessageType.Delay_Msg : MessageType.Normal_Msg;
    }

    private void after(SendMessageContext context, SendResult result, Throwable failure) {
        if (context == null) {
            return;
        }
        context.setSendResult(result);
        context.setException(
                failure == null || failure instanceof Exception ? (Exception) failure : new Exception(failure));
        hooks.after(context);
    }
}
