package io.cometmq.client.impl;

import io.cometmq.client.impl.consumer.ConsumerRequestProcessor;
import io.cometmq.client.impl.consumer.MQConsumerInner;
import io.cometmq.client.impl.producer.MQProducerInner;
import io.cometmq.client.impl.producer.PendingRequests;
import io.cometmq.common.compression.CompressorFactory;
import io.cometmq.common.json.Json;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader;
import io.cometmq.remoting.protocol.header.NotifyConsumerIdsChangedRequestHeader;
import io.cometmq.remoting.protocol.header.ReplyMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brokers ask of a client. Codes without an entry here are answered with "not supported" by the remoting layer.
 * What runs on an event loop must not block.
 */
public final class ClientRemotingProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRemotingProcessor.class);
    private static final RateLimitedLog DROPPED = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    private final Runnable rebalanceImmediately;
    private final Function<String, MQProducerInner> producers;
    private final Function<String, MQConsumerInner> consumers;
    private final PendingRequests requests;
    private final Executor executor;

    /**
     * @param rebalanceImmediately must return at once
     * @param producers by group; null when there is none
     * @param consumers by group; null when there is none
     * @param executor for what takes its time
     */
    public ClientRemotingProcessor(
            Runnable rebalanceImmediately,
            Function<String, MQProducerInner> producers,
            Function<String, MQConsumerInner> consumers,
            PendingRequests requests,
            Executor executor) {
        this.rebalanceImmediately = rebalanceImmediately;
        this.producers = producers;
        this.consumers = consumers;
        this.requests = requests;
        this.executor = executor;
    }

    /** Code, and who answers it. */
    public RequestTable table() {
        RequestTable table = new RequestTable()
                .onEventLoop(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, this::consumerIdsChanged)
                .onEventLoop(RequestCode.CHECK_TRANSACTION_STATE, this::checkTransactionState)
                .onEventLoop(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, this::reply)
                .on(executor, RequestCode.GET_CONSUMER_RUNNING_INFO, this::runningInfo);
        return new ConsumerRequestProcessor(consumers).addTo(table, executor);
    }

    /** One-way: members of a group came or went (docs/protocol/semantics.md 7). */
    private RemotingCommand consumerIdsChanged(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        LOG.info(
                "consumers of group {} changed, says broker {}",
                request.decodeCommandCustomHeader(NotifyConsumerIdsChangedRequestHeader.class)
                        .consumerGroup(),
                exchange.connection().remoteAddress());
        rebalanceImmediately.run();
        return null;
    }

    /** What the consumer of a group is doing, with the stacks of the process when they are asked for. */
    private RemotingCommand runningInfo(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetConsumerRunningInfoRequestHeader header =
                request.decodeCommandCustomHeader(GetConsumerRunningInfoRequestHeader.class);
        MQConsumerInner consumer = consumers.apply(header.consumerGroup());
        if (consumer == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR,
                    "The Consumer Group <" + header.consumerGroup() + "> not exist in this consumer");
        }
        ConsumerRunningInfo info = consumer.consumerRunningInfo();
        RemotingCommand response = RemotingCommand.success(null);
        response.setBody(Json.toJsonBytes(header.jstackEnable() ? withStacks(info) : info));
        return response;
    }

    private static ConsumerRunningInfo withStacks(ConsumerRunningInfo info) {
        StringBuilder stacks = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            stacks.append(
                    String.format("%-40sTID: %d STATE: %s%n", thread.getName(), thread.getId(), thread.getState()));
            for (StackTraceElement frame : frames) {
                stacks.append("    ").append(frame).append(System.lineSeparator());
            }
            stacks.append(System.lineSeparator());
        });
        return new ConsumerRunningInfo(
                info.properties(),
                info.subscriptionSet(),
                info.mqTable(),
                info.mqPopTable(),
                info.statusTable(),
                info.userConsumerInfo(),
                stacks.toString());
    }

    /** One-way: how did the transaction of this half message end (docs/protocol/semantics.md 12). */
    private RemotingCommand checkTransactionState(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        CheckTransactionStateRequestHeader header =
                request.decodeCommandCustomHeader(CheckTransactionStateRequestHeader.class);
        String address = exchange.connection().remoteAddress();
        MessageExt message =
                request.getBody() == null ? null : MessageDecoder.decode(ByteBuffer.wrap(request.getBody()));
        if (message == null) {
            DROPPED.warn("transaction check of broker {} dropped: no message came with it", address);
            return null;
        }
        String uniqueKey = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        if (uniqueKey != null && !uniqueKey.isEmpty()) {
            message.setTransactionId(uniqueKey);
        }
        String group = message.getProperty(MessageConst.PROPERTY_PRODUCER_GROUP);
        MQProducerInner producer = group == null ? null : producers.apply(group);
        if (producer == null) {
            DROPPED.warn("transaction check of broker {} dropped: no producer of group {} here", address, group);
            return null;
        }
        producer.checkTransactionState(address, message, header);
        return null;
    }

    /** The reply to a request of this client (docs/protocol/request-codes.md 326). */
    private RemotingCommand reply(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ReplyMessageRequestHeader header = request.decodeCommandCustomHeader(ReplyMessageRequestHeader.class);
        MessageExt reply = new MessageExt();
        reply.setTopic(header.topic());
        reply.setQueueId(header.queueId());
        reply.setStoreTimestamp(header.storeTimestamp());
        reply.setBornTimestamp(header.bornTimestamp());
        reply.setBornHost(host(header.bornHost()));
        reply.setStoreHost(host(header.storeHost()));
        reply.setReconsumeTimes(header.reconsumeTimes() == null ? 0 : header.reconsumeTimes());
        reply.setFlag(header.flag());
        try {
            reply.setBody(body(request.getBody(), header.sysFlag()));
        } catch (IOException | RuntimeException e) {
            DROPPED.warn("reply of broker {} dropped: its body cannot be decompressed", exchange.connection(), e);
            return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, "process reply message fail");
        }
        MessageAccessor.setProperties(reply, MessageDecoder.string2messageProperties(header.properties()));
        MessageAccessor.putProperty(
                reply, MessageConst.PROPERTY_REPLY_MESSAGE_ARRIVE_TIME, Long.toString(System.currentTimeMillis()));
        String correlationId = reply.getProperty(MessageConst.PROPERTY_CORRELATION_ID);
        if (!requests.replied(correlationId, reply)) {
            DROPPED.info("reply {} of {} dropped: nobody waits for it (any more)", correlationId, header.bornHost());
        }
        return RemotingCommand.success(null);
    }

    private static byte[] body(byte[] body, int sysFlag) throws IOException {
        if (body == null || !MessageSysFlag.check(sysFlag, MessageSysFlag.COMPRESSED_FLAG)) {
            return body;
        }
        return CompressorFactory.getCompressor(MessageSysFlag.getCompressionType(sysFlag))
                .decompress(body);
    }

    /** Of ip:port, with or without a slash before it; null when it is something else. */
    private static InetSocketAddress host(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String ip = text.substring(text.startsWith("/") ? 1 : 0, colon);
            return InetSocketAddress.createUnresolved(ip, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
