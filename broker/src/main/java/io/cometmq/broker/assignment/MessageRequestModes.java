package io.cometmq.broker.assignment;

import io.cometmq.broker.state.StateWriter;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.state.BrokerStateFile;
import io.cometmq.remoting.protocol.body.MessageRequestModeSerializeWrapper;
import io.cometmq.remoting.protocol.body.SetMessageRequestModeRequestBody;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How groups consume topics, where an administrator has said so; kept in messageRequestMode.json. Thread-safe. */
public final class MessageRequestModes {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRequestModes.class);

    private final StateFile file;
    private final StateWriter writer;

    /** By topic and group. */
    private final Map<String, Map<String, SetMessageRequestModeRequestBody>> modes = new ConcurrentHashMap<>();

    public MessageRequestModes(Path configDirectory, Executor disk) {
        this.file = new StateFile(BrokerStateFile.REQUEST_MODES.in(configDirectory));
        this.writer = new StateWriter(file, () -> Json.toPrettyJson(snapshot()), disk);
    }

    /**
     * Reads the file.
     *
     * @throws IOException when there is a file and it cannot be used
     */
    public void load() throws IOException {
        StateFile.Loaded<MessageRequestModeSerializeWrapper> loaded =
                file.load(text -> BrokerStateFile.REQUEST_MODES.read(text, MessageRequestModeSerializeWrapper.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("Request modes are those of the previous file: {}", loaded.problem());
        }
        if (loaded.source() != StateFile.Source.NONE) {
            loaded.state()
                    .messageRequestModeMap()
                    .forEach((topic, groups) -> modes.put(topic, new ConcurrentHashMap<>(groups)));
        }
    }

    /** Writes what has changed since the last time; on this thread. */
    public void persist() throws IOException {
        writer.flush();
    }

    /** Null when nothing is set. */
    SetMessageRequestModeRequestBody find(String topic, String group) {
        return modes.getOrDefault(topic, Map.of()).get(group);
    }

    /** The future is complete when the mode is on disk. */
    CompletableFuture<Void> set(SetMessageRequestModeRequestBody mode) {
        modes.computeIfAbsent(mode.topic(), any -> new ConcurrentHashMap<>()).put(mode.consumerGroup(), mode);
        LOG.info(
                "group {} consumes topic {} by {}, shared with {}",
                mode.consumerGroup(),
                mode.topic(),
                mode.mode(),
                mode.popShareQueueNum());
        return writer.save();
    }

    /** All of them, as the file and GET_ALL_MESSAGE_REQUEST_MODE (402) have them. */
    public MessageRequestModeSerializeWrapper snapshot() {
        Map<String, Map<String, SetMessageRequestModeRequestBody>> all = new TreeMap<>();
        modes.forEach((topic, groups) -> all.put(topic, new TreeMap<>(groups)));
        return new MessageRequestModeSerializeWrapper(all);
    }
}
