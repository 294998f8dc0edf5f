package io.cometmq.remoting.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cometmq.remoting.exception.RemotingConnectException;
import io.cometmq.remoting.exception.RemotingSendRequestException;
import io.cometmq.remoting.exception.RemotingTimeoutException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemotingTest {
    /** Of a call that is to be answered: longer than a machine may stand still. */
    private static final int PATIENCE_MILLIS = 30_000;

    private static final int ECHO = 1000;
    private static final int SILENT = 1001;
    private static final int BROKEN = 1002;
    private static final int BUSY = 1003;
    private static final int ASK_BACK = 1004;
    private static final int COUNT = 1005;
    private static final int BIG = 1006;

    private final AtomicInteger counted = new AtomicInteger();
    private final Queue<Exchange> held = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> closed = new ConcurrentLinkedQueue<>();
    private NettyRemotingServer server;
    private NettyRemotingClient client;
    private String address;
    private int port;

    @BeforeEach
    void start() throws Exception {
        server = new NettyRemotingServer(NettyServerConfig.defaults(), new ConnectionListener() {
            @Override
            public void closed(Connection connection) {
                closed.add(connection);
            }
        });
        RequestTable table = new RequestTable()
                .onEventLoop(ECHO, (exchange, request) -> echo(request))
                .onEventLoop(SILENT, (exchange, request) -> {
                    held.add(exchange);
                    return null;
                })
                .onEventLoop(BROKEN, (exchange, request) -> {
                    throw new AssertionError("broken on purpose");
                })
                .on(
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        BUSY,
                        (exchange, request) -> echo(request))
                .onEventLoop(ASK_BACK, (exchange, request) -> {
                    exchange.connection()
                            .call(RemotingCommand.createRequestCommand(ECHO, null), PATIENCE_MILLIS)
                            .whenComplete((answer, failure) ->
                                    exchange.answer(RemotingCommand.createResponseCommand(0, answer.getRemark())));
                    return null;
                })
                .onEventLoop(COUNT, (exchange, request) -> {
                    counted.incrementAndGet();
                    return RemotingCommand.success(null);
                })
                .onEventLoop(BIG, (exchange, request) -> {
                    RemotingCommand answer = RemotingCommand.success(null);
                    answer.setBody(new byte[1 << 20]);
                    return answer;
                });
        port = server.listen(0, table);
        address = "127.0.0.1:" + port;
        client = new NettyRemotingClient(
                NettyClientConfig.defaults(),
                new RequestTable()
                        .onEventLoop(
                                ECHO,
                                (exchange, request) -> RemotingCommand.createResponseCommand(0, "from the client")),
                ConnectionListener.NONE);
    }

    @AfterEach
    void stop() {
        client.shutdown();
        server.shutdown();
    }

    private static RemotingCommand echo(RemotingCommand request) {
        RemotingCommand answer = RemotingCommand.createResponseCommand(0, request.getExtField("text"));
        answer.setBody(request.getBody());
        return answer;
    }

    private static RemotingCommand request(int code, String text, byte[] body) {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, null);
        if (text != null) {
            request.addExtField("text", text);
        }
        request.setBody(body);
        return request;
    }

    @Test
    void answersSyncAsyncAndLargeCalls() throws Exception {
        RemotingCommand small = client.invokeSync(
                address, request(ECHO, "hello", "body".getBytes(StandardCharsets.UTF_8)), PATIENCE_MILLIS);
        assertThat(small.getRemark()).isEqualTo("hello");
        assertThat(small.getBody()).asString().isEqualTo("body");

        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        assertThat(client.invoke(address, request(ECHO, null, large), PATIENCE_MILLIS)
                        .get(60, TimeUnit.SECONDS)
                        .getBody())
                .isEqualTo(large);
    }

    @Test
    void keepsManyCallsApart() {
        List<CompletableFuture<RemotingCommand>> calls = java.util.stream.IntStream.range(0, 2000)
                .mapToObj(i -> client.invoke(address, request(ECHO, "n" + i, null), PATIENCE_MILLIS))
                .toList();
        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).join().getRemark()).isEqualTo("n" + i);
        }
    }

    @Test
    void answersUnknownBrokenAndRefusedRequests() throws Exception {
        RemotingCommand unknown = client.invokeSync(address, request(4711, null, null), PATIENCE_MILLIS);
        assertThat(unknown.getCode()).isEqualTo(3);
        assertThat(unknown.getRemark()).isEqualTo(" request type 4711 not supported");
        RemotingCommand broken = client.invokeSync(address, request(BROKEN, null, null), PATIENCE_MILLIS);
        assertThat(broken.getCode()).isEqualTo(1);
        assertThat(broken.getRemark()).contains("broken on purpose");
        RemotingCommand busy = client.invokeSync(address, request(BUSY, null, null), PATIENCE_MILLIS);
        assertThat(busy.getCode()).isEqualTo(2);
        assertThat(busy.getRemark()).startsWith("[OVERLOAD]");
    }

    @Test
    void failsACallAtItsDeadlineAndClosesTheConnection() throws Exception {
        client.invokeSync(address, request(ECHO, "connected", null), PATIENCE_MILLIS);
        assertThatThrownBy(() -> client.invokeSync(address, request(SILENT, null, null), 300))
                .isInstanceOf(RemotingTimeoutException.class)
                .hasMessageContaining(address);
        await().atMost(Duration.ofSeconds(60)).until(() -> closed.size() == 1);
    }

    @Test
    void failsWaitingCallsWhenTheServerGoes() {
        CompletableFuture<RemotingCommand> waiting =
                client.invoke(address, request(SILENT, null, null), PATIENCE_MILLIS);
        await().atMost(Duration.ofSeconds(60)).until(() -> held.size() == 1);
        held.remove().connection().close();
        assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RemotingSendRequestException.class);
    }

    @Test
    void saysWhenThereIsNobody() {
        server.shutdown();
        assertThatThrownBy(() -> client.invokeSync(address, request(ECHO, null, null), PATIENCE_MILLIS))
                .isInstanceOf(RemotingConnectException.class)
                .hasMessageContaining(address);
        assertThatThrownBy(() -> client.invokeSync("nonsense", request(ECHO, null, null), PATIENCE_MILLIS))
                .isInstanceOf(RemotingConnectException.class);
        assertThatThrownBy(() -> client.invokeSync(null, request(ECHO, null, null), PATIENCE_MILLIS))
                .isInstanceOf(RemotingConnectException.class)
                .hasMessageContaining("none is configured");
    }

    @Test
    void goesToTheNextNameServerWhenOneDoesNotAnswer() throws Exception {
        client.updateNameServerAddressList(List.of("127.0.0.1:1", address));
        for (int i = 0; i < 4; i++) {
            assertThat(client.invokeSync(null, request(ECHO, "ns", null), PATIENCE_MILLIS)
                            .getRemark())
                    .isEqualTo("ns");
        }
    }

    @Test
    void theServerMayAskTheClient() throws Exception {
        assertThat(client.invokeSync(address, request(ASK_BACK, null, null), PATIENCE_MILLIS)
                        .getRemark())
                .isEqualTo("from the client");
    }

    @Test
    void onewayRequestsAreCarriedOutAndNotAnswered() throws Exception {
        client.invokeOneway(address, request(COUNT, null, null), PATIENCE_MILLIS);
        client.invokeOneway(address, request(BROKEN, null, null), PATIENCE_MILLIS);
        assertThat(client.invokeSync(address, request(ECHO, "after", null), PATIENCE_MILLIS)
                        .getRemark())
                .isEqualTo("after");
        await().atMost(Duration.ofSeconds(60)).untilAtomic(counted, org.hamcrest.Matchers.is(1));
    }

    @Test
    void closesOnlyTheConnectionOfAMalformedFrame() throws Exception {
        int[] lengths = {-1, 0, 3, 16 * 1024 * 1024, Integer.MAX_VALUE};
        for (int length : lengths) {
            assertThat(endsAfter(ByteBuffer.allocate(12)
                            .putInt(length)
                            .putInt(0)
                            .putInt(0)
                            .array()))
                    .isTrue();
        }
        assertThat(endsAfter("\0\0\0\u0008\0\0\0\4nope".getBytes(StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(endsAfter(ByteBuffer.allocate(8).putInt(4).putInt(2 << 24).array()))
                .isTrue();
        assertThat(client.invokeSync(address, request(ECHO, "alive", null), PATIENCE_MILLIS)
                        .getRemark())
                .isEqualTo("alive");
    }

    private boolean endsAfter(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            InputStream in = socket.getInputStream();
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Test
    void stopsReadingFromAPeerThatDoesNotRead() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8192);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] header = "{\"code\":1006,\"opaque\":1}".getBytes(StandardCharsets.US_ASCII);
            byte[] frame = ByteBuffer.allocate(8 + header.length + 1024)
                    .putInt(4 + header.length + 1024)
                    .putInt(header.length)
                    .put(header)
                    .array();
            CountDownLatch blocked = new CountDownLatch(1);
            ExecutorService writer = java.util.concurrent.Executors.newSingleThreadExecutor();
            try {
                // Far more requests than socket buffers hold, with answers of a megabyte each: without back pressure
                // they would pile up.
                var writing = writer.submit(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        socket.getOutputStream().write(frame);
                        if (i == 10) {
                            blocked.countDown();
                        }
                    }
                    return null;
                });
                assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
                assertThatThrownBy(() -> writing.get(1, TimeUnit.SECONDS))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class);
                assertThat(client.invokeSync(address, request(ECHO, "others go on", null), PATIENCE_MILLIS)
                                .getRemark())
                        .isEqualTo("others go on");
                byte[] answer = new byte[1 << 16];
                long read = 0;
                while (read < 8 << 20) {
                    read += socket.getInputStream().read(answer);
                }
            } finally {
                writer.shutdownNow();
            }
        }
    }

    @Test
    void tellsWhichPortIsTaken() {
        assertThatThrownBy(() -> server.listen(port, new RequestTable()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(":" + port);
    }

    @Test
    void closesAConnectionOnWhichNothingHappens() throws Exception {
        NettyServerConfig impatient = new NettyServerConfig("127.0.0.1", 1, 1, 16, 0, 0, 0, 0);
        NettyRemotingServer other = new NettyRemotingServer(impatient, ConnectionListener.NONE);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.listen(0, new RequestTable()))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } finally {
            other.shutdown();
        }
    }
}
