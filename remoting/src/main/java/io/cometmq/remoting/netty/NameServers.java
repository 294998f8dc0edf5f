package io.cometmq.remoting.netty;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which name server is asked: a random one at first, the same one while it works, the next one in turn when it fails
 * (docs/protocol/remoting.md 6). Thread-safe.
 */
final class NameServers {
    /** Guarded by this. */
    private List<String> addresses = List.of();

    /** Guarded by this. */
    private int index;

    synchronized void update(List<String> updated) {
        String inUse = current();
        addresses = List.copyOf(updated);
        int kept = inUse == null ? -1 : addresses.indexOf(inUse);
        index = kept >= 0
                ? kept
                : addresses.isEmpty() ? 0 : ThreadLocalRandom.current().nextInt(addresses.size());
    }

    synchronized List<String> addresses() {
        return addresses;
    }

    /** Null when there is none. */
    synchronized String current() {
        return addresses.isEmpty() ? null : addresses.get(index);
    }

    /** Moves on, unless somebody else has done so already. */
    synchronized void failed(String address) {
        if (address.equals(current())) {
            index = (index + 1) % addresses.size();
        }
    }
}
