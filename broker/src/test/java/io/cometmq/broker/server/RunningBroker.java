package io.cometmq.broker.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.config.BrokerSettings;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeaderV2;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.rpc.RequestTable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A broker in this process on free ports, and a client that speaks to it in frames. */
public final class RunningBroker implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final String GROUP = "G";

    private final BrokerController controller;
    private final NettyRemotingClient client =
            new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);

    private RunningBroker(BrokerController controller) {
        this.controller = controller;
    }

    /** @param settings key, value, key, value, ... */
    public static RunningBroker start(Path directory, String... settings) throws Exception {
        Map<String, String> values = new HashMap<>(Map.of(
                "brokerName", "broker-t",
                "brokerIP1", "127.0.0.1",
                "bindAddress", "127.0.0.1",
                "listenPort", "0",
                "storePathRootDir", directory.toString(),
                "mappedFileSizeCommitLog", "16777216",
                "maxHashSlotNum", "1000",
                "maxIndexNum", "10000"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        BrokerController controller = new BrokerController(BrokerSettings.load(values), null);
        try {
            controller.start();
        } catch (Exception e) {
            controller.shutdown();
            throw e;
        }
        return new RunningBroker(controller);
    }

    public String address() {
        return controller.config().brokerAddr();
    }

    public String fastAddress() {
        return "127.0.0.1:" + controller.config().fastListenPort();
    }

    public RemotingCommand call(RemotingCommand request) throws Exception {
        return client.invokeSync(address(), request, TIMEOUT_MILLIS);
    }

    public RemotingCommand call(String address, RemotingCommand request) throws Exception {
        return client.invokeSync(address, request, TIMEOUT_MILLIS);
    }

    public RemotingCommand call(int code, CommandHeader header) throws Exception {
        return call(RemotingCommand.createRequestCommand(code, header));
    }

    public CompletableFuture<RemotingCommand> callLater(RemotingCommand request) {
        return client.invoke(address(), request, TIMEOUT_MILLIS);
    }

    public void oneway(RemotingCommand request) throws Exception {
        client.invokeOneway(address(), request, TIMEOUT_MILLIS);
    }

    /** Ends the client's connections. */
    public void disconnect() {
        client.shutdown();
    }

    public static RemotingCommand sendRequest(String topic, int queueId, String body, String... properties) {
        return sendRequest(new Send(topic, queueId), body, properties);
    }

    /** What a test may want to say about a message beyond topic and queue. */
    public record Send(
            String topic, int queueId, String defaultTopic, Integer reconsumeTimes, Integer max, int sysFlag) {
        public Send(String topic, int queueId) {
            this(topic, queueId, "TBW102", null, null, 0);
        }
    }

    public static RemotingCommand sendRequest(Send send, String body, String... properties) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.SEND_MESSAGE_V2,
                new SendMessageRequestHeaderV2(
                        "P",
                        send.topic(),
                        send.defaultTopic(),
                        4,
                        send.queueId(),
                        send.sysFlag(),
                        System.currentTimeMillis(),
                        7,
                        MessageDecoder.messageProperties2String(map),
                        send.reconsumeTimes(),
                        false,
                        send.max(),
                        false,
                        null));
        request.setBody(body.getBytes(UTF_8));
        return request;
    }

    /** Sends and expects success. */
    public SendMessageResponseHeader send(String topic, int queueId, String body, String... properties)
            throws Exception {
        RemotingCommand answer = call(sendRequest(topic, queueId, body, properties));
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        return answer.decodeCommandCustomHeader(SendMessageResponseHeader.class);
    }

    public static RemotingCommand pullRequest(String topic, int queueId, long offset, long suspendMillis, String tags) {
        int sysFlag = PullSysFlag.buildSysFlag(false, suspendMillis > 0, true, false);
        return RemotingCommand.createRequestCommand(
                RequestCode.PULL_MESSAGE,
                new PullMessageRequestHeader(
                        GROUP,
                        topic,
                        queueId,
                        offset,
                        32,
                        sysFlag,
                        0,
                        suspendMillis,
                        tags,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    public RemotingCommand pull(String topic, int queueId, long offset) throws Exception {
        return call(pullRequest(topic, queueId, offset, 0, "*"));
    }

    /** The messages of a queue from that offset on, as one pull gets them. */
    public List<MessageExt> messages(String topic, int queueId, long offset) throws Exception {
        return messages(pull(topic, queueId, offset));
    }

    public static List<MessageExt> messages(RemotingCommand answer) {
        return answer.getBody() == null ? List.of() : MessageDecoder.decodes(ByteBuffer.wrap(answer.getBody()));
    }

    public static PullMessageResponseHeader offsets(RemotingCommand answer) throws Exception {
        return answer.decodeCommandCustomHeader(PullMessageResponseHeader.class);
    }

    /** Stops the broker while its client goes on. */
    public void stopServing() {
        controller.shutdown();
    }

    @Override
    public void close() {
        client.shutdown();
        controller.shutdown();
    }
}
