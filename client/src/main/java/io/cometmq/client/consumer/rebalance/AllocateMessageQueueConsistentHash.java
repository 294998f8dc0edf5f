package io.cometmq.client.consumer.rebalance;

import io.cometmq.common.consistenthash.HashFunction;
import io.cometmq.common.message.MessageQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Places clients and queues on a ring of hashes: when a client comes or goes, few queues move. */
public class AllocateMessageQueueConsistentHash extends AbstractAllocateMessageQueueStrategy {
    private static final int DEFAULT_VIRTUAL_NODES = 10;

    private final int virtualNodes;
    private final HashFunction hashFunction;

    public AllocateMessageQueueConsistentHash() {
        this(DEFAULT_VIRTUAL_NODES);
    }

    public AllocateMessageQueueConsistentHash(int virtualNodeCnt) {
        this(virtualNodeCnt, null);
    }

    /**
     * @param virtualNodeCnt how often each client is on the ring
     * @param customHashFunction null: the first four bytes of the MD5
     * @throws IllegalArgumentException when the count is negative
     */
    public AllocateMessageQueueConsistentHash(int virtualNodeCnt, HashFunction customHashFunction) {
        if (virtualNodeCnt < 0) {
            throw new IllegalArgumentException("illegal virtualNodeCnt :" + virtualNodeCnt);
        }
        this.virtualNodes = virtualNodeCnt;
        this.hashFunction =
                customHashFunction == null ? AllocateMessageQueueConsistentHash::md5Prefix : customHashFunction;
    }

    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
            return List.of();
        }
        TreeMap<Long, String> ring = new TreeMap<>();
        for (String clientId : cidAll) {
            for (int i = 0; i < virtualNodes; i++) {
                ring.put(hashFunction.hash(clientId + "-" + i), clientId);
            }
        }
        return mqAll.stream()
                .filter(queue -> currentCID.equals(owner(ring, queue)))
                .toList();
    }

    private String owner(NavigableMap<Long, String> ring, MessageQueue queue) {
        if (ring.isEmpty()) {
            return null;
        }
        Map.Entry<Long, String> next = ring.ceilingEntry(hashFunction.hash(queue.toString()));
        return (next == null ? ring.firstEntry() : next).getValue();
    }

    private static long md5Prefix(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt() & 0xFFFFFFFFL;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public String getName() {
        return "CONSISTENT_HASH";
    }
}
