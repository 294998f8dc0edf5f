package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.client.ProducerManager;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.ProducerConnection;
import io.cometmq.remoting.protocol.body.ProducerInfo;
import io.cometmq.remoting.protocol.body.ProducerTableInfo;
import io.cometmq.remoting.protocol.header.GetConsumerConnectionListRequestHeader;
import io.cometmq.remoting.protocol.header.GetProducerConnectionListRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who is connected. */
public final class ConnectionAdminProcessor {
    private final ConsumerManager consumers;
    private final ProducerManager producers;

    public ConnectionAdminProcessor(ConsumerManager consumers, ProducerManager producers) {
        this.consumers = consumers;
        this.producers = producers;
    }

    /** GET_CONSUMER_CONNECTION_LIST (203). */
    public RemotingCommand consumers(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String name = request.decodeCommandCustomHeader(GetConsumerConnectionListRequestHeader.class)
                .consumerGroup();
        ConsumerGroupInfo group = consumers.find(name);
        if (group == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.CONSUMER_NOT_ONLINE, "the consumer group[" + name + "] not online");
        }
        return JsonBody.answer(new ConsumerConnection(
                connections(group.clients()),
                group.subscriptions(),
                group.consumeType(),
                group.messageModel(),
                group.consumeFromWhere()));
    }

    /** GET_PRODUCER_CONNECTION_LIST (204). */
    public RemotingCommand producers(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        String group = request.decodeCommandCustomHeader(GetProducerConnectionListRequestHeader.class)
                .producerGroup();
        Collection<ClientChannelInfo> clients = producers.clients(group);
        if (clients.isEmpty()) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR, "the producer group[" + group + "] not exist");
        }
        return JsonBody.answer(new ProducerConnection(connections(clients)));
    }

    private static Set<Connection> connections(Collection<ClientChannelInfo> clients) {
        return clients.stream()
                .map(client -> new Connection(
                        client.clientId(), client.connection().remoteAddress(), client.language(), client.version()))
                .collect(Collectors.toSet());
    }

    /** GET_ALL_PRODUCER_INFO (328). */
    public RemotingCommand allProducers(Exchange exchange, RemotingCommand request) {
        Map<String, List<ProducerInfo>> byGroup = new TreeMap<>();
        for (String group : producers.groups()) {
            byGroup.put(
                    group,
                    producers.clients(group).stream()
                            .map(ConnectionAdminProcessor::info)
                            .toList());
        }
        return JsonBody.answer(new ProducerTableInfo(byGroup));
    }

    private static ProducerInfo info(ClientChannelInfo client) {
        // The leading slash is what administrators' tools know (docs/protocol/request-codes.md, 328).
        return new ProducerInfo(
                client.clientId(),
                "/" + client.connection().remoteAddress(),
                client.language(),
                client.version(),
                client.lastUpdateMillis());
    }
}
