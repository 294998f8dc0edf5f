package io.cometmq.broker.route;

import io.cometmq.broker.fixture.LoopbackServer;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.RegisterBrokerBody;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;

/** A name server that remembers what it is told and answers what a test says. */
public final class FakeNameServer implements AutoCloseable {
    /** One registration as it came. */
    record Told(RegisterBrokerRequestHeader header, RegisterBrokerBody body, int crc) {}

    final List<Told> registrations = new CopyOnWriteArrayList<>();
    public final List<Map<String, String>> unregistrations = new CopyOnWriteArrayList<>();
    final List<DataVersion> versionQueries = new CopyOnWriteArrayList<>();

    /** Registrations that wait for {@link #answerHeld}. */
    final Queue<Exchange> held = new ConcurrentLinkedQueue<>();

    volatile boolean hold;
    volatile int answerCode = ResponseCode.SUCCESS;
    volatile boolean changed;
    volatile Map<String, String> ordered = Map.of();

    private final LoopbackServer server;

    public FakeNameServer() throws IOException {
        RequestTable table = new RequestTable()
                .onEventLoop(RequestCode.REGISTER_BROKER, this::register)
                .onEventLoop(RequestCode.QUERY_DATA_VERSION, this::queryDataVersion)
                .onEventLoop(RequestCode.UNREGISTER_BROKER, (exchange, request) -> {
                    unregistrations.add(request.getExtFields());
                    return RemotingCommand.success(null);
                });
        server = new LoopbackServer(table, ConnectionListener.NONE);
    }

    private RemotingCommand register(Exchange exchange, RemotingCommand request) throws Exception {
        RegisterBrokerRequestHeader header = request.decodeCommandCustomHeader(RegisterBrokerRequestHeader.class);
        CRC32 crc = new CRC32();
        crc.update(request.getBody());
        registrations.add(new Told(
                header,
                RegisterBrokerBody.decode(request.getBody(), header.compressed()),
                (int) crc.getValue() & Integer.MAX_VALUE));
        if (hold) {
            held.add(exchange);
            return null;
        }
        return answer();
    }

    private RemotingCommand answer() {
        RemotingCommand answer = RemotingCommand.createResponseCommand(answerCode, "as the test says");
        answer.setBody(Json.toJsonBytes(new KVTable(ordered)));
        return answer;
    }

    void answerHeld() {
        hold = false;
        held.forEach(exchange -> exchange.answer(answer()));
        held.clear();
    }

    private RemotingCommand queryDataVersion(Exchange exchange, RemotingCommand request) {
        versionQueries.add(Json.fromJson(request.getBody(), DataVersion.class));
        return RemotingCommand.success(new QueryDataVersionResponseHeader(changed));
    }

    public String address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
