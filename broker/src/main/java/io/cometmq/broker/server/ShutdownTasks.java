package io.cometmq.broker.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be undone, last first. Belongs to the thread that starts, and then to the one that stops. */
final class ShutdownTasks {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownTasks.class);

    private record Stop(String what, BrokerExecutors.Task task) {}

    private final Deque<Stop> stops = new ArrayDeque<>();

    /** @param what for the log, in words that go on after "cannot" */
    void add(String what, BrokerExecutors.Task task) {
        stops.push(new Stop(what, task));
    }

    /** Undoes all, and what fails does not keep the rest from being undone. */
    void run() {
        while (!stops.isEmpty()) {
            Stop stop = stops.pop();
            try {
                stop.task.run();
            } catch (Exception e) {
                LOG.error("stopping: cannot {}", stop.what, e);
            }
        }
    }
}
