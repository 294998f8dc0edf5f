package io.cometmq.broker.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Finds ports for a broker that may have any: two that are free, in the distance that clients expect. Stateless. */
final class FreePorts {
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** A free port below which, by that distance, another one is free. Both could be taken before they are used. */
    static int find(int distance) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (ServerSocket upper = new ServerSocket(0)) {
                if (isFree(upper.getLocalPort() - distance)) {
                    return upper.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("there is no free port", e);
            }
        }
        throw new IllegalStateException("no two free ports with the distance " + distance + " were found");
    }

    private static boolean isFree(int port) {
        try (ServerSocket lower = new ServerSocket(port)) {
            return lower.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
