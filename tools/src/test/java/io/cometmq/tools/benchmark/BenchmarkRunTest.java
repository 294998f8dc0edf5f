package io.cometmq.tools.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyRemotingServer;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.GetMaxOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the generator against a server that counts instead of storing. */
class BenchmarkRunTest {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private NettyRemotingServer server;

    @AfterEach
    void stop() {
        server.shutdown();
    }

    /** A broker that answers every n-th send with this code; 0 for none. */
    private BenchmarkResult run(int failEvery, int failure, String line)
            throws IOException, InterruptedException, ParseException {
        server = new NettyRemotingServer(NettyServerConfig.defaults(), ConnectionListener.NONE);
        RequestTable table = new RequestTable();
        table.onEventLoop(
                RequestCode.UPDATE_AND_CREATE_TOPIC,
                (exchange, request) -> RemotingCommand.success((CommandHeader) null));
        // All messages are said to be in queue 0.
        table.onEventLoop(
                RequestCode.GET_MAX_OFFSET,
                (exchange, request) -> RemotingCommand.success(new GetMaxOffsetResponseHeader(
                        request.getExtField("queueId").equals("0") ? stored.get() : 0)));
        table.onEventLoop(RequestCode.SEND_MESSAGE_V2, (exchange, request) -> {
            if (failEvery > 0 && received.incrementAndGet() % failEvery == 0) {
                return RemotingCommand.createResponseCommand(failure, "refused for a test");
            }
            stored.incrementAndGet();
            return RemotingCommand.success(new SendMessageResponseHeader("7F", 0, 0, null, null, null, null, null));
        });
        int port = server.listen(0, table);
        return Benchmark.run(BenchmarkCommandLine.parse(
                (line + " -b 127.0.0.1:" + port + " --warm-up 0.2 -d 0.3 -q 2").split(" ", -1)));
    }

    @Test
    void aPipelinedRunCountsWhatWasAcknowledged() throws Exception {
        BenchmarkResult result = run(0, 0, "send -c 3 -w 8 -s 100 --threads 2");
        assertThat(result.errors()).isEmpty();
        assertThat(result.messages()).isPositive().isLessThanOrEqualTo(stored.get());
        assertThat(result.latency()).containsKeys("p50", "p99", "p999", "max");
        assertThat(result.brokerCpuMicros()).isNull();
    }

    @Test
    void oneInFlightKeepsToItsRate() throws Exception {
        BenchmarkResult result = run(0, 0, "latency --rate 50");
        assertThat(result.errors()).isEmpty();
        // 0.5 s at 50/s, and one more for the border.
        assertThat(stored.get()).isBetween(1L, 26L);
    }

    @Test
    void aOnewayRunReportsWhatIsStored() throws Exception {
        BenchmarkResult result = run(0, 0, "send --oneway -c 1 -s 100");
        assertThat(result.errors()).isEmpty();
        assertThat(result.stored()).isPositive();
    }

    @Test
    void errorsAreCountedWithTheirReason() throws Exception {
        BenchmarkResult result = run(10, ResponseCode.SYSTEM_ERROR, "send -c 1 -w 4");
        assertThat(result.errors()).containsOnlyKeys("code 1 refused for a test");
        assertThat(result.refused()).isZero();
    }

    @Test
    void flowControlIsNoError() throws Exception {
        BenchmarkResult result = run(10, ResponseCode.SYSTEM_BUSY, "send -c 1 -w 4");
        assertThat(result.errors()).isEmpty();
        assertThat(result.refused()).isPositive();
    }
}
