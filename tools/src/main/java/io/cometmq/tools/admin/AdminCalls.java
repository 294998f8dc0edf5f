package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import java.util.List;

/**
 * One request, one answer; an answer other than success is an exception. Thread-safe.
 *
 * <p>The address {@code null} means the name server that answers first; what must reach all of them goes to
 * {@link #nameServers()} one by one.
 */
final class AdminCalls {
    private final NettyRemotingClient client;
    private final long timeoutMillis;

    AdminCalls(NettyRemotingClient client, long timeoutMillis) {
        this.client = client;
        this.timeoutMillis = timeoutMillis;
    }

    /** The same calls with another time limit. */
    AdminCalls within(long otherTimeoutMillis) {
        return new AdminCalls(client, otherTimeoutMillis);
    }

    /** The addresses of the name servers; throws when nobody has named one. */
    List<String> nameServers() throws RemotingException {
        List<String> addresses = client.getNameServerAddressList();
        if (addresses.isEmpty()) {
            throw new RemotingException("no name server is configured: give -n HOST:PORT or set NAMESRV_ADDR");
        }
        return addresses;
    }

    /** Calls and gives any answer. */
    RemotingCommand exchange(String address, int code, CommandHeader header, byte[] body)
            throws RemotingException, InterruptedException {
        if (address == null) {
            nameServers();
        }
        RemotingCommand request = RemotingCommand.createRequestCommand(code, header);
        if (body != null) {
            request.setBody(body);
        }
        return client.invokeSync(address, request, timeoutMillis);
    }

    /** Calls and gives the answer of success. */
    RemotingCommand call(String address, int code, CommandHeader header, byte[] body)
            throws RemotingException, MQBrokerException, InterruptedException {
        RemotingCommand answer = exchange(address, code, header, body);
        if (answer.getCode() != ResponseCode.SUCCESS) {
            throw refused(address, answer);
        }
        return answer;
    }

    static MQBrokerException refused(String address, RemotingCommand answer) {
        return new MQBrokerException(answer.getCode(), answer.getRemark(), address);
    }

    /** Calls for a JSON body. */
    <T> T ask(String address, int code, CommandHeader header, Class<T> type)
            throws RemotingException, MQBrokerException, InterruptedException {
        return Json.fromJson(call(address, code, header, null).getBody(), type);
    }

    /** Calls with a JSON body. */
    void tell(String address, int code, CommandHeader header, Object body)
            throws RemotingException, MQBrokerException, InterruptedException {
        call(address, code, header, body == null ? null : Json.toJsonBytes(body));
    }
}
