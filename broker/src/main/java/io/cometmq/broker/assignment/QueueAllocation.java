package io.cometmq.broker.assignment;

import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shares queues out among clients (docs/protocol/semantics.md 13.6). Every client gets the same picture, so no two contradict. Stateless. */
enum QueueAllocation {
    /** Each gets a range. */
    AVG {
        @Override
        List<MessageQueue> share(List<MessageQueue> queues, int index, int clients) {
            int rest = queues.size() % clients;
            int share = queues.size() / clients + (index < rest ? 1 : 0);
            int first = index * share + (index < rest ? 0 : rest);
            return queues.subList(Math.min(first, queues.size()), Math.min(first + share, queues.size()));
        }
    },

    /** Each gets every n-th queue. */
    AVG_BY_CIRCLE {
        @Override
        List<MessageQueue> share(List<MessageQueue> queues, int index, int clients) {
            List<MessageQueue> mine = new ArrayList<>();
            for (int i = index; i < queues.size(); i += clients) {
                mine.add(queues.get(i));
            }
            return mine;
        }
    };

    /** Any queue of the broker. */
    private static final int ANY_QUEUE = -1;

    /** Null when there is none of that name. */
    static QueueAllocation find(String name) {
        for (QueueAllocation allocation : values()) {
            if (allocation.name().equals(name)) {
                return allocation;
            }
        }
        return null;
    }

    abstract List<MessageQueue> share(List<MessageQueue> queues, int index, int clients);

    /**
     * The queues of one client.
     *
     * @param queues all, sorted
     * @param index of the client among all, sorted; negative when it is none of them: it gets nothing
     */
    List<MessageQueue> allocate(List<MessageQueue> queues, int index, int clients) {
        return index < 0 ? List.of() : share(queues, index, clients);
    }

    /**
     * The queues of one client that pops: it shares them with others, so that one that is slow holds nothing up.
     *
     * @param index as for {@link #allocate}; where everybody pops any queue, so does who is none of them
     * @param shareWith how many other clients' queues it pops beside its own; below 1, or with all others: any queue
     */
    Set<MessageQueue> allocateToPop(List<MessageQueue> queues, int index, int clients, int shareWith) {
        Set<MessageQueue> mine = new LinkedHashSet<>();
        if (shareWith <= 0 || shareWith >= clients - 1) {
            queues.forEach(queue -> mine.add(new MessageQueue(queue.getTopic(), queue.getBrokerName(), ANY_QUEUE)));
        } else if (index < 0) {
            return mine;
        } else if (clients > queues.size()) {
            mine.add(queues.get(index % queues.size()));
        } else {
            for (int i = 0; i <= shareWith; i++) {
                mine.addAll(share(queues, (index + i) % clients, clients));
            }
        }
        return mine;
    }
}
