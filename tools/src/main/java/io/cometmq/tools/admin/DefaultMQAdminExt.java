package io.cometmq.tools.admin;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.Arrays;
import java.util.List;

/**
 * Administration of a cluster with RocketMQ's public methods, which stand in the interfaces of their families.
 *
 * <p>Every call is synchronous and fails with a {@link RemotingException} when it did not get through or with an
 * {@link MQBrokerException} when the other side refused it. Addresses are host:port. Thread-safe once started.
 */
public final class DefaultMQAdminExt extends ClientConfig
        implements NamesrvAdminExt, BrokerAdminExt, TopicAdminExt, GroupAdminExt, MessageAdminExt {
    private static final long DEFAULT_TIMEOUT_MILLIS = 5000;

    private final NettyRemotingClient client =
            new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
    private final AdminParts parts;

    public DefaultMQAdminExt() {
        this(DEFAULT_TIMEOUT_MILLIS);
    }

    /** @param timeoutMillis how long each call may take */
    public DefaultMQAdminExt(long timeoutMillis) {
        parts = AdminParts.with(new AdminCalls(client, timeoutMillis));
    }

    @Override
    public AdminParts parts() {
        return parts;
    }

    /** Takes over the name servers' addresses; connections are made when they are needed. */
    public void start() {
        String addresses = getNamesrvAddr();
        if (addresses != null) {
            client.updateNameServerAddressList(Arrays.stream(addresses.split(";", -1))
                    .map(String::strip)
                    .filter(address -> !address.isEmpty())
                    .toList());
        }
    }

    /** Closes all connections. */
    public void shutdown() {
        client.shutdown();
    }

    public List<String> getNameServerAddressList() {
        return client.getNameServerAddressList();
    }
}
