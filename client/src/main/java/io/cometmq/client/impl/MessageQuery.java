package io.cometmq.client.impl;

import io.cometmq.client.QueryResult;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.route.BrokerAddresses;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.QueryMessageRequestHeader;
import io.cometmq.remoting.protocol.header.QueryMessageResponseHeader;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for messages by key in the indexes of all brokers of a topic at once (docs/protocol/request-codes.md 12). Thread-safe. */
final class MessageQuery {
    private static final Logger LOG = LoggerFactory.getLogger(MessageQuery.class);

    /** Unique keys are found at their making's time or later; clocks differ by this much at most, milliseconds. */
    private static final long CLOCK_SKEW_MILLIS = 1000;

    private static final int MAX_BY_UNIQUE_KEY = 32;

    private final NettyRemotingClient remotingClient;
    private final long timeoutMillis;

    MessageQuery(NettyRemotingClient remotingClient, long timeoutMillis) {
        this.remotingClient = remotingClient;
        this.timeoutMillis = timeoutMillis;
    }

    /** @param begin and end: store time, milliseconds since the epoch */
    QueryResult byKey(TopicRouteData route, String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return query(route, new QueryMessageRequestHeader(topic, key, maxNum, begin, end, null, null, false));
    }

    /** The message of this unique key; null when no index knows it. */
    @SuppressWarnings("JavaUtilDate") // MessageClientIDSetter has RocketMQ's signature
    MessageExt byUniqueKey(TopicRouteData route, String topic, String uniqueKey)
            throws MQClientException, InterruptedException {
        long begin;
        try {
            begin = MessageClientIDSetter.getNearlyTimeFromID(uniqueKey).getTime() - CLOCK_SKEW_MILLIS;
        } catch (IllegalArgumentException e) {
            begin = 0;
        }
        var header = new QueryMessageRequestHeader(
                topic, uniqueKey, MAX_BY_UNIQUE_KEY, begin, Long.MAX_VALUE, null, null, true);
        try {
            return query(route, header).getMessageList().get(0);
        } catch (MQClientException e) {
            if (e.getResponseCode() == ResponseCode.NO_MESSAGE) {
                return null;
            }
            throw e;
        }
    }

    private QueryResult query(TopicRouteData route, QueryMessageRequestHeader header)
            throws MQClientException, InterruptedException {
        List<CompletableFuture<RemotingCommand>> answers = new ArrayList<>();
        for (BrokerData broker : route.brokerDatas()) {
            String address = BrokerAddresses.anyOf(List.of(broker));
            if (address != null) {
                RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.QUERY_MESSAGE, header);
                answers.add(remotingClient.invoke(address, request, timeoutMillis));
            }
        }
        List<MessageExt> found = new ArrayList<>();
        long indexTimestamp = 0;
        Throwable failure = null;
        for (CompletableFuture<RemotingCommand> answer : answers) {
            try {
                RemotingCommand response = answer.get();
                if (response.getCode() == ResponseCode.SUCCESS) {
                    indexTimestamp = Math.max(indexTimestamp, indexTimestamp(response));
                    addMatching(response, header, found);
                } else if (response.getCode() != ResponseCode.QUERY_NOT_FOUND) {
                    LOG.info("query of {} refused with {}: {}", header, response.getCode(), response.getRemark());
                }
            } catch (ExecutionException | RemotingCommandException e) {
                failure = e.getCause() == null ? e : e.getCause();
            }
        }
        if (!found.isEmpty()) {
            return new QueryResult(indexTimestamp, found);
        }
        if (failure != null) {
            throw new MQClientException(
                    "query of key " + header.key() + " in topic " + header.topic() + " failed", failure);
        }
        throw new MQClientException(ResponseCode.NO_MESSAGE, "query message by key finished, but no message.");
    }

    private static long indexTimestamp(RemotingCommand response) throws RemotingCommandException {
        return response.decodeCommandCustomHeader(QueryMessageResponseHeader.class)
                .indexLastUpdateTimestamp();
    }

    /** The index compares hashes: what came may have another key. */
    private static void addMatching(
            RemotingCommand response, QueryMessageRequestHeader header, List<MessageExt> found) {
        if (response.getBody() == null) {
            return;
        }
        for (MessageExt message : MessageDecoder.decodes(ByteBuffer.wrap(response.getBody()))) {
            boolean matches = Boolean.TRUE.equals(header._UNIQUE_KEY_QUERY())
                    ? header.key().equals(MessageClientIDSetter.getUniqID(message))
                    : hasKey(message, header.key());
            if (matches && message.getTopic().equals(header.topic())) {
                found.add(message);
            }
        }
    }

    private static boolean hasKey(MessageExt message, String key) {
        String keys = message.getKeys();
        return keys != null
                && Arrays.asList(keys.split(MessageConst.KEY_SEPARATOR, -1)).contains(key);
    }
}
