package io.cometmq.client.impl.consumer;

import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.GetConsumerStatusBody;
import io.cometmq.remoting.protocol.body.ResetOffsetBody;
import io.cometmq.remoting.protocol.header.ConsumeMessageDirectlyResultRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerStatusRequestHeader;
import io.cometmq.remoting.protocol.header.ResetOffsetRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestTable;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators ask of a consumer through its brokers (docs/protocol/request-codes.md 220, 221, 309). Thread-safe. */
public final class ConsumerRequestProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRequestProcessor.class);

    private final Function<String, MQConsumerInner> consumers;

    /** @param consumers by group; null when there is none */
    public ConsumerRequestProcessor(Function<String, MQConsumerInner> consumers) {
        this.consumers = consumers;
    }

    /** Adds its codes to a table. */
    public RequestTable addTo(RequestTable table, Executor executor) {
        return table.on(executor, RequestCode.RESET_CONSUMER_CLIENT_OFFSET, this::resetOffset)
                .on(executor, RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT, this::consumerStatus)
                .on(executor, RequestCode.CONSUME_MESSAGE_DIRECTLY, this::consumeDirectly);
    }

    /** Null when there is no consumer of that group whose messages go to a listener. */
    private OperableConsumer find(String group) {
        return consumers.apply(group) instanceof OperableConsumer operable ? operable : null;
    }

    /** One-way. */
    private RemotingCommand resetOffset(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ResetOffsetRequestHeader header = request.decodeCommandCustomHeader(ResetOffsetRequestHeader.class);
        OperableConsumer consumer = find(header.group());
        if (consumer == null || request.getBody() == null) {
            LOG.info("offsets of group {} are not reset: no push consumer, or no offsets", header.group());
            return null;
        }
        LOG.info(
                "broker {} resets the offsets of group {} in topic {}",
                exchange.connection().remoteAddress(),
                header.group(),
                header.topic());
        consumer.resetOffset(
                header.topic(),
                Json.fromJson(request.getBody(), ResetOffsetBody.class).offsetTable());
        return null;
    }

    private RemotingCommand consumerStatus(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetConsumerStatusRequestHeader header = request.decodeCommandCustomHeader(GetConsumerStatusRequestHeader.class);
        OperableConsumer consumer = find(header.group());
        if (consumer == null) {
            return notHere(header.group());
        }
        RemotingCommand response = RemotingCommand.success(null);
        response.setBody(Json.toJsonBytes(new GetConsumerStatusBody(consumer.consumerStatus(header.topic()), null)));
        return response;
    }

    private RemotingCommand consumeDirectly(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        ConsumeMessageDirectlyResultRequestHeader header =
                request.decodeCommandCustomHeader(ConsumeMessageDirectlyResultRequestHeader.class);
        OperableConsumer consumer = find(header.consumerGroup());
        if (consumer == null) {
            return notHere(header.consumerGroup());
        }
        MessageExt message = request.getBody() == null
                ? null
                : MessageDecoder.clientDecode(ByteBuffer.wrap(request.getBody()), true);
        if (message == null) {
            return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, "no message came with the request");
        }
        RemotingCommand response = RemotingCommand.success(null);
        response.setBody(Json.toJsonBytes(consumer.consumeDirectly(message, header.brokerName())));
        return response;
    }

    private static RemotingCommand notHere(String group) {
        return RemotingCommand.createResponseCommand(
                ResponseCode.SYSTEM_ERROR, "The Consumer Group <" + group + "> not exist in this consumer");
    }
}
