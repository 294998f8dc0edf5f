package io.cometmq.common.process;

import java.util.concurrent.CountDownLatch;

/** Runs a server until the process is told to end. Stateless. */
public final class ServerProcess {
    private static final int FAILURE = 1;

    private ServerProcess() {}

    /** Starts a server. */
    @FunctionalInterface
    public interface Start {
        /** What stops the server; null when it was only asked for information. */
        Runnable start() throws StartFailure;
    }

    /**
     * Starts the server, waits until the process is told to end (SIGTERM, Ctrl-C), and stops it. The process ends with status 1 when
     * the start fails.
     *
     * @param name of the server, for the name of the thread that stops it
     */
    @SuppressWarnings("SystemExitOutsideMain") // called by main, the status is part of the command line
    public static void run(String name, Start start) throws InterruptedException {
        Runnable stop;
        try {
            stop = start.start();
        } catch (StartFailure e) {
            System.exit(FAILURE);
            return;
        }
        if (stop == null) {
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.run();
                            ended.countDown();
                        },
                        name + "-shutdown"));
        ended.await();
    }
}
