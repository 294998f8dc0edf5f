package io.cometmq.namesrv.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.rpc.RequestTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request that docs/protocol/request-codes.md says a name server is sent has an answer of its own. */
class AnsweredCodesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (\\w+) \\| [^|]*→namesrv\\b");
    private static final long TIMEOUT_MILLIS = 30_000;

    @TempDir
    private Path directory;

    @Test
    void everyRequestToANameServerIsKnown() throws Exception {
        Map<Integer, String> requests = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("../docs/protocol/request-codes.md")))
                .results()
                .forEach(row -> requests.put(Integer.parseInt(row.group(1)), row.group(2)));
        assertThat(requests).hasSizeGreaterThanOrEqualTo(23).containsEntry(105, "GET_ROUTEINFO_BY_TOPIC");

        Path file = Files.writeString(
                directory.resolve("namesrv.conf"),
                "listenPort=0\nbindAddress=127.0.0.1\nkvConfigPath=" + directory.resolve("kvConfig.json") + "\n");
        NamesrvController namesrv = new NamesrvController(NamesrvSettings.load(file, Map.of(), System::getProperty));
        String address = "127.0.0.1:" + namesrv.start();
        NettyRemotingClient client =
                new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
        try {
            for (int code : requests.keySet()) {
                RemotingCommand answer = client.invokeSync(
                        address, RemotingCommand.createRequestCommand(code, (CommandHeader) null), TIMEOUT_MILLIS);
                assertThat(answer.getCode())
                        .as("%d %s: %s", code, requests.get(code), answer.getRemark())
                        .isNotEqualTo(ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
            }
        } finally {
            client.shutdown();
            namesrv.shutdown();
        }
    }
}
