package io.cometmq.tools.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports that nobody listens on. Another process may take them before they are used: who uses them has to cope. */
final class Ports {
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /**
     * A port of which the ports at these distances are free, too.
     *
     * @param wanted not 0: this one or none
     * @param usual taken when it is free and none is wanted
     * @throws QuickstartFailure when there is none; the message names the port
     */
    static int choose(int wanted, int usual, int... distances) throws QuickstartFailure {
        if (wanted != 0) {
            int taken = firstTaken(wanted, distances);
            if (taken != 0) {
                throw new QuickstartFailure(
                        "port " + taken + " is taken; choose another one, or let me find a free one");
            }
            return wanted;
        }
        if (firstTaken(usual, distances) == 0) {
            return usual;
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = anyFree();
            if (firstTaken(port, distances) == 0) {
                return port;
            }
        }
        throw new QuickstartFailure("port " + usual + " is taken, and no free port was found");
    }

    /** 0 when all are free. */
    private static int firstTaken(int port, int... distances) {
        for (int distance : distances) {
            if (!isFree(port + distance)) {
                return port + distance;
            }
        }
        return 0;
    }

    private static boolean isFree(int port) {
        if (port <= 0 || port > 65535) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() throws QuickstartFailure {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new QuickstartFailure("no port can be listened on: " + e.getMessage(), e);
        }
    }
}
