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
import java.util.function.Predicate;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the generator against a server that counts instead of storing. */
class BenchmarkRunTest {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private NettyRemotingServer server;
    private int port;

    /** On a machine that stands still nothing is measured in a third of a second: then for longer. */
    private static final double FIRST_SECONDS = 0.3;

    private static final double LONGEST_SECONDS = 60;

    @AfterEach
    void stop() {
        server.shutdown();
    }

    /** The result of a run that was long enough to show something. */
    private BenchmarkResult run(int failEvery, int failure, String line, Predicate<BenchmarkResult> shows)
            throws IOException, InterruptedException, ParseException {
        listen(failEvery, failure);
        BenchmarkResult result = run(line, FIRST_SECONDS);
        for (double seconds = 2 * FIRST_SECONDS; !shows.test(result) && seconds < LONGEST_SECONDS; seconds *= 2) {
            result = run(line, seconds);
        }
        return result;
    }

    private BenchmarkResult run(String line, double seconds) throws IOException, InterruptedException, ParseException {
        return Benchmark.run(BenchmarkCommandLine.parse(
                (line + " -b 127.0.0.1:" + port + " --warm-up 0.2 -q 2 -d " + seconds).split(" ", -1)));
    }

    /** A broker that answers every n-th send with this code; 0 for none. */
    private void listen(int failEvery, int failure) throws IOException, InterruptedException {
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
        port = server.listen(0, table);
    }

    @Test
    void aPipelinedRunCountsWhatWasAcknowledged() throws Exception {
        BenchmarkResult result = run(0, 0, "send -c 3 -w 8 -s 100 --threads 2", shown -> shown.messages() > 0);
        assertThat(result.errors()).isEmpty();
        assertThat(result.messages()).isPositive().isLessThanOrEqualTo(stored.get());
        assertThat(result.latency()).containsKeys("p50", "p99", "p999", "max");
        assertThat(result.brokerCpuMicros()).isNull();
    }

    @Test
    void oneInFlightKeepsToItsRate() throws Exception {
        long begin = System.nanoTime();
        BenchmarkResult result = run(0, 0, "latency --rate 50", shown -> stored.get() > 0);
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(result.errors()).isEmpty();
        // One more for each border; without a rate it would be thousands.
        assertThat((double) stored.get()).isBetween(1.0, 50 * seconds + 2);
    }

    @Test
    void aOnewayRunReportsWhatIsStored() throws Exception {
        BenchmarkResult result = run(0, 0, "send --oneway -c 1 -s 100", shown -> shown.stored() > 0);
        assertThat(result.errors()).isEmpty();
        assertThat(result.stored()).isPositive();
    }

    @Test
    void errorsAreCountedWithTheirReason() throws Exception {
        BenchmarkResult result = run(10, ResponseCode.SYSTEM_ERROR, "send -c 1 -w 4", shown -> !shown.errors()
                .isEmpty());
        assertThat(result.errors()).containsOnlyKeys("code 1 refused for a test");
        assertThat(result.refused()).isZero();
    }

    @Test
    void flowControlIsNoError() throws Exception {
        BenchmarkResult result = run(10, ResponseCode.SYSTEM_BUSY, "send -c 1 -w 4", shown -> shown.refused() > 0);
        assertThat(result.errors()).isEmpty();
        assertThat(result.refused()).isPositive();
    }
}
