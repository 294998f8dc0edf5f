package io.cometmq.client.consumer.store;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a broadcasting group's progress in a file of this machine, in RocketMQ's layout (docs/protocol/semantics.md 20). The file
 * is replaced as a whole; the one before it is kept beside it and used when the current one is damaged. The offset of a queue that
 * is out of sight, because its broker is, stays in the file. Thread-safe.
 */
public class LocalFileOffsetStore implements OffsetStore {
    /** From the system property {@code rocketmq.client.localOffsetStoreDir}; by default in the user's home. */
    public static final String LOCAL_OFFSET_STORE_DIR = System.getProperty(
            "rocketmq.client.localOffsetStoreDir",
            System.getProperty("user.home") + File.separator + ".rocketmq_offsets");

    private static final Logger LOG = LoggerFactory.getLogger(LocalFileOffsetStore.class);

    private final String group;
    private final StateFile file;
    private final OffsetTable offsets = new OffsetTable();

    /** What the file holds; guarded by this. */
    private Map<MessageQueue, Long> stored = new HashMap<>();

    public LocalFileOffsetStore(MQClientInstance mqClientInstance, String groupName) {
        this(Path.of(LOCAL_OFFSET_STORE_DIR, mqClientInstance.getClientId(), groupName, "offsets.json"), groupName);
    }

    LocalFileOffsetStore(Path path, String groupName) {
        this.group = groupName;
        this.file = new StateFile(path);
    }

    @Override
    public synchronized void load() throws MQClientException {
        try {
            StateFile.Loaded<Map<MessageQueue, Long>> loaded = file.load(LocalFileOffsetStore::parse);
            if (loaded.source() == StateFile.Source.PREVIOUS) {
                LOG.warn("offsets of group {} come from the previous file: {}", group, loaded.problem());
            }
            if (loaded.state() != null) {
                stored = loaded.state();
                stored.forEach((queue, offset) -> offsets.update(queue, offset, false));
                LOG.info("group {} goes on at {} offsets from {}", group, stored.size(), file.path());
            }
        } catch (IOException e) {
            throw new MQClientException("the offsets of group " + group + " cannot be read from " + file.path(), e);
        }
    }

    private static Map<MessageQueue, Long> parse(String text) {
        Map<MessageQueue, Long> table = new HashMap<>();
        Json.fromJson(text, OffsetSerializeWrapper.class)
                .getOffsetTable()
                .forEach((queue, offset) -> table.put(queue, offset.get()));
        return table;
    }

    @Override
    public void updateOffset(MessageQueue mq, long offset, boolean increaseOnly) {
        offsets.update(mq, offset, increaseOnly);
    }

    @Override
    public void updateAndFreezeOffset(MessageQueue mq, long offset) {
        offsets.updateAndFreeze(mq, offset);
    }

    @Override
    public long readOffset(MessageQueue mq, ReadOffsetType type) {
        return offsets.read(mq, type, this::readStored);
    }

    private synchronized long readStored(MessageQueue mq) {
        Long offset = stored.get(mq);
        if (offset == null) {
            return -1;
        }
        offsets.update(mq, offset, false);
        return offset;
    }

    @Override
    public void persistAll(Set<MessageQueue> mqs) {
        if (mqs == null || mqs.isEmpty()) {
            return;
        }
        Map<MessageQueue, Long> current = offsets.copy(null);
        current.keySet().retainAll(mqs);
        store(current);
    }

    @Override
    public void persist(MessageQueue mq) {
        Long offset = offsets.get(mq);
        if (offset != null) {
            store(Map.of(mq, offset));
        }
    }

    private synchronized void store(Map<MessageQueue, Long> changed) {
        Map<MessageQueue, Long> merged = new HashMap<>(stored);
        merged.putAll(changed);
        if (merged.equals(stored)) {
            return;
        }
        OffsetSerializeWrapper content = new OffsetSerializeWrapper();
        merged.forEach((queue, offset) -> content.getOffsetTable().put(queue, new AtomicLong(offset)));
        try {
            file.store(Json.toPrettyJson(content));
            stored = merged;
        } catch (IOException e) {
            LOG.error("the offsets of group {} cannot be written to {}", group, file.path(), e);
        }
    }

    @Override
    public void removeOffset(MessageQueue mq) {
        offsets.remove(mq);
    }

    @Override
    public Map<MessageQueue, Long> cloneOffsetTable(String topic) {
        return offsets.copy(topic);
    }

    @Override
    public void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway) {
        // The broker does not keep the progress of broadcasting groups.
    }
}
