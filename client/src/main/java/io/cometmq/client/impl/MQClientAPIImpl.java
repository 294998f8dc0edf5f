package io.cometmq.client.impl;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.OffsetNotFoundException;
import io.cometmq.client.impl.heartbeat.HeartbeatReply;
import io.cometmq.common.BoundaryType;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.CheckClientRequestBody;
import io.cometmq.remoting.protocol.body.GetConsumerListByGroupResponseBody;
import io.cometmq.remoting.protocol.body.LockBatchRequestBody;
import io.cometmq.remoting.protocol.body.LockBatchResponseBody;
import io.cometmq.remoting.protocol.body.UnlockBatchRequestBody;
import io.cometmq.remoting.protocol.header.ConsumerSendMsgBackRequestHeader;
import io.cometmq.remoting.protocol.header.CreateTopicRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerListByGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetEarliestMsgStoretimeRequestHeader;
import io.cometmq.remoting.protocol.header.GetEarliestMsgStoretimeResponseHeader;
import io.cometmq.remoting.protocol.header.GetMaxOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetMaxOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.GetMinOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetMinOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.SearchOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.SearchOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.UnregisterClientRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.ViewMessageRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of a client to name servers and brokers, one method per request (docs/protocol/request-codes.md). An address is
 * ip:port; timeouts are in milliseconds. Every call fails with a {@link RemotingException} when it did not get through and
 * with an {@link MQBrokerException} when the other side refused it. Thread-safe.
 */
public final class MQClientAPIImpl {
    private static final Logger LOG = LoggerFactory.getLogger(MQClientAPIImpl.class);

    private final NettyRemotingClient remotingClient;
    private final boolean vipChannel;

    /** @param vipChannel whether queries go to the brokers' fast port */
    public MQClientAPIImpl(NettyRemotingClient remotingClient, boolean vipChannel) {
        this.remotingClient = remotingClient;
        this.vipChannel = vipChannel;
    }

    /** For calls that have no method here. */
    public NettyRemotingClient getRemotingClient() {
        return remotingClient;
    }

    /** @param addresses separated by semicolons */
    public void updateNameServerAddressList(String addresses) {
        remotingClient.updateNameServerAddressList(NameServerAddresses.parse(addresses));
    }

    /** Whether there is a web service that tells the name servers' addresses. */
    public boolean hasAddressService() {
        return NameServerAddresses.hasWebService();
    }

    /** Takes the addresses that the web service tells now, if it does. */
    public void fetchNameServerAddr(String unitName) {
        try {
            updateNameServerAddressList(NameServerAddresses.fetch(unitName));
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    public List<String> getNameServerAddressList() {
        return remotingClient.getNameServerAddressList();
    }

    /**
     * Calls and waits for a successful answer; address null: the name server.
     *
     * @throws MQBrokerException any other answer
     */
    public RemotingCommand invokeChecked(String address, RemotingCommand request, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand response = remotingClient.invokeSync(address, request, timeoutMillis);
        if (response.getCode() != ResponseCode.SUCCESS) {
            throw refused(address, response);
        }
        return response;
    }

    private static MQBrokerException refused(String address, RemotingCommand response) {
        return new MQBrokerException(response.getCode(), response.getRemark(), address);
    }

    private RemotingCommand query(String address, int code, CommandHeader header, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, header);
        return invokeChecked(MixAll.brokerVIPChannel(vipChannel, address), request, timeoutMillis);
    }

    // ------------------------------------------------------------------------------------------------ name server

    /**
     * The route of a topic.
     *
     * @throws MQClientException with code TOPIC_NOT_EXIST when the name server does not know the topic
     */
    public TopicRouteData getTopicRouteInfoFromNameServer(String topic, long timeoutMillis)
            throws RemotingException, InterruptedException, MQClientException {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.GET_ROUTEINFO_BY_TOPIC, new GetRouteInfoRequestHeader(topic, null, null, null));
        RemotingCommand response = remotingClient.invokeSync(null, request, timeoutMillis);
        if (response.getCode() == ResponseCode.SUCCESS && response.getBody() != null) {
            return Json.fromJson(response.getBody(), TopicRouteData.class);
        }
        throw new MQClientException(response.getCode(), response.getRemark());
    }

    // ------------------------------------------------------------------------------------------------ registration

    /** Reports the clients of this instance to a broker. */
    public HeartbeatReply sendHeartbeat(String address, HeartbeatData heartbeat, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null);
        request.setBody(Json.toJsonBytes(heartbeat));
        RemotingCommand answer = invokeChecked(address, request, timeoutMillis);
        return new HeartbeatReply(
                answer.getVersion(),
                Boolean.parseBoolean(answer.getExtField(MixAll.IS_SUPPORT_HEART_BEAT_V2)),
                Boolean.parseBoolean(answer.getExtField(MixAll.IS_SUB_CHANGE)));
    }

    /** @param producerGroup null when a consumer leaves; the same the other way round */
    public void unregisterClient(
            String address, String clientId, String producerGroup, String consumerGroup, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.UNREGISTER_CLIENT,
                new UnregisterClientRequestHeader(clientId, producerGroup, consumerGroup));
        invokeChecked(address, request, timeoutMillis);
    }

    /** Has the broker check a subscription that is not by tag; its objection is the exception's text. */
    public void checkClientInBroker(
            String address, String consumerGroup, String clientId, SubscriptionData subscription, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.CHECK_CLIENT_CONFIG, null);
        request.setBody(Json.toJsonBytes(new CheckClientRequestBody(clientId, consumerGroup, subscription, null)));
        RemotingCommand response =
                remotingClient.invokeSync(MixAll.brokerVIPChannel(vipChannel, address), request, timeoutMillis);
        if (response.getCode() != ResponseCode.SUCCESS) {
            throw refused(address, response);
        }
    }

    /** The client ids of the group that are online; a broker that knows none refuses. */
    public List<String> getConsumerIdListByGroup(String address, String consumerGroup, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand response = query(
                address,
                RequestCode.GET_CONSUMER_LIST_BY_GROUP,
                new GetConsumerListByGroupRequestHeader(consumerGroup),
                timeoutMillis);
        return Json.fromJson(response.getBody(), GetConsumerListByGroupResponseBody.class)
                .consumerIdList();
    }

    // ------------------------------------------------------------------------------------------------ consuming

    /** Pulls. The future fails with a {@link RemotingException} or an {@link MQBrokerException}; see the remoting client. */
    public CompletableFuture<PullReply> pullMessageAsync(
            String address, PullMessageRequestHeader header, long timeoutMillis) {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, header);
        return remotingClient.invoke(address, request, timeoutMillis).thenApply(response -> {
            try {
                return pullReply(address, response);
            } catch (MQBrokerException | RemotingCommandException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Pulls and waits. */
    public PullReply pullMessage(String address, PullMessageRequestHeader header, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, header);
        return pullReply(address, remotingClient.invokeSync(address, request, timeoutMillis));
    }

    private static PullReply pullReply(String address, RemotingCommand response)
            throws MQBrokerException, RemotingCommandException {
        int code = response.getCode();
        if (code != ResponseCode.SUCCESS
                && code != ResponseCode.PULL_NOT_FOUND
                && code != ResponseCode.PULL_RETRY_IMMEDIATELY
                && code != ResponseCode.PULL_OFFSET_MOVED) {
            throw refused(address, response);
        }
        return new PullReply(
                code,
                response.getRemark(),
                response.decodeCommandCustomHeader(PullMessageResponseHeader.class),
                response.getBody());
    }

    /**
     * The group's committed offset.
     *
     * @throws OffsetNotFoundException when the broker has none
     */
    public long queryConsumerOffset(String address, QueryConsumerOffsetRequestHeader header, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.QUERY_CONSUMER_OFFSET, header);
        RemotingCommand response =
                remotingClient.invokeSync(MixAll.brokerVIPChannel(vipChannel, address), request, timeoutMillis);
        return switch (response.getCode()) {
            case ResponseCode.SUCCESS ->
                response.decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                        .offset();
            case ResponseCode.QUERY_NOT_FOUND ->
                throw new OffsetNotFoundException(response.getCode(), response.getRemark(), address);
            default -> throw refused(address, response);
        };
    }

    public void updateConsumerOffset(String address, UpdateConsumerOffsetRequestHeader header, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        query(address, RequestCode.UPDATE_CONSUMER_OFFSET, header, timeoutMillis);
    }

    public void updateConsumerOffsetOneway(String address, UpdateConsumerOffsetRequestHeader header, long timeoutMillis)
            throws RemotingException, InterruptedException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.UPDATE_CONSUMER_OFFSET, header);
        remotingClient.invokeOneway(MixAll.brokerVIPChannel(vipChannel, address), request, timeoutMillis);
    }

    /**
     * Gives a message back, to be delivered again later.
     *
     * @param brokerName of the broker that has the message
     * @param delayLevel 0: by the number of attempts; below: to the dead letter queue
     */
    public void consumerSendMessageBack(
            String address,
            String brokerName,
            MessageExt message,
            String consumerGroup,
            int delayLevel,
            long timeoutMillis,
            int maxConsumeRetryTimes)
            throws RemotingException, InterruptedException, MQBrokerException {
        ConsumerSendMsgBackRequestHeader header = new ConsumerSendMsgBackRequestHeader(
                message.getCommitLogOffset(),
                consumerGroup,
                delayLevel,
                message.getMsgId(),
                message.getTopic(),
                false,
                maxConsumeRetryTimes,
                brokerName);
        invokeChecked(
                address,
                RemotingCommand.createRequestCommand(RequestCode.CONSUMER_SEND_MSG_BACK, header),
                timeoutMillis);
    }

    /** Asks for locks on queues; gives those that are held now. */
    public Set<MessageQueue> lockBatchMQ(String address, LockBatchRequestBody body, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.LOCK_BATCH_MQ, null);
        request.setBody(Json.toJsonBytes(body));
        RemotingCommand response = invokeChecked(address, request, timeoutMillis);
        return Json.fromJson(response.getBody(), LockBatchResponseBody.class).lockOKMQSet();
    }

    public void unlockBatchMQ(String address, UnlockBatchRequestBody body, long timeoutMillis, boolean oneway)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.UNLOCK_BATCH_MQ, null);
        request.setBody(Json.toJsonBytes(body));
        if (oneway) {
            remotingClient.invokeOneway(address, request, timeoutMillis);
        } else {
            invokeChecked(address, request, timeoutMillis);
        }
    }

    // ------------------------------------------------------------------------------------------------ queues, messages

    public long getMaxOffset(String address, MessageQueue queue, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        var header = new GetMaxOffsetRequestHeader(queue.getTopic(), queue.getQueueId(), true, queue.getBrokerName());
        return query(address, RequestCode.GET_MAX_OFFSET, header, timeoutMillis)
                .decodeCommandCustomHeader(GetMaxOffsetResponseHeader.class)
                .offset();
    }

    public long getMinOffset(String address, MessageQueue queue, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        var header = new GetMinOffsetRequestHeader(queue.getTopic(), queue.getQueueId(), queue.getBrokerName());
        return query(address, RequestCode.GET_MIN_OFFSET, header, timeoutMillis)
                .decodeCommandCustomHeader(GetMinOffsetResponseHeader.class)
                .offset();
    }

    public long getEarliestMsgStoretime(String address, MessageQueue queue, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        var header =
                new GetEarliestMsgStoretimeRequestHeader(queue.getTopic(), queue.getQueueId(), queue.getBrokerName());
        return query(address, RequestCode.GET_EARLIEST_MSG_STORETIME, header, timeoutMillis)
                .decodeCommandCustomHeader(GetEarliestMsgStoretimeResponseHeader.class)
                .timestamp();
    }

    public long searchOffset(
            String address, MessageQueue queue, long timestamp, BoundaryType boundary, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        var header = new SearchOffsetRequestHeader(
                queue.getTopic(), queue.getQueueId(), timestamp, boundary, queue.getBrokerName());
        return query(address, RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, header, timeoutMillis)
                .decodeCommandCustomHeader(SearchOffsetResponseHeader.class)
                .offset();
    }

    /** The message at a physical offset of the broker's log. */
    public MessageExt viewMessage(String address, String topic, long physicalOffset, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand response = query(
                address,
                RequestCode.VIEW_MESSAGE_BY_ID,
                new ViewMessageRequestHeader(topic, physicalOffset),
                timeoutMillis);
        MessageExt message = response.getBody() == null
                ? null
                : MessageDecoder.clientDecode(ByteBuffer.wrap(response.getBody()), true);
        if (message == null) {
            throw new MQBrokerException(
                    ResponseCode.SYSTEM_ERROR,
                    "what came for the offset " + physicalOffset + " is no message",
                    address);
        }
        return message;
    }

    /** Creates a topic or changes it. */
    public void createTopic(String address, String defaultTopic, TopicConfig topic, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        CreateTopicRequestHeader header = new CreateTopicRequestHeader(
                topic.getTopicName(),
                defaultTopic,
                topic.getReadQueueNums(),
                topic.getWriteQueueNums(),
                topic.getPerm(),
                topic.getTopicFilterType().name(),
                topic.getTopicSysFlag(),
                topic.isOrder(),
                TopicAttributes.format(topic.getAttributes()),
                null);
        query(address, RequestCode.UPDATE_AND_CREATE_TOPIC, header, timeoutMillis);
    }
}
