package io.cometmq.remoting.netty;

import io.cometmq.remoting.codec.CommandEncoder;
import io.cometmq.remoting.exception.RemotingSendRequestException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.PendingCalls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One TCP connection, seen from either end: it sends commands, waits for answers to the calls made on it, and stops reading from a
 * peer that does not read itself or has too much in flight. Thread-safe; what is marked so belongs to the event loop.
 */
public final class Connection {
    /** A body up to this size is copied behind its header: cheaper than a second buffer in the write. */
    private static final int COPY_LIMIT_BYTES = 4096;

    /** A peer with more request bytes unanswered than this is not read from until it gets answers. */
    private static final long MAX_IN_FLIGHT_BYTES = 64L * 1024 * 1024;

    private static final int HEADER_ESTIMATE_BYTES = 512;
    private static final long EXPIRY_CHECK_MILLIS = 50;

    private final Channel channel;
    private final EventLoop loop;
    private final InetSocketAddress remoteSocketAddress;
    private final String remoteAddress;
    private final PendingCalls calls = new PendingCalls();
    private final Queue<RemotingCommand> outside = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final AtomicBoolean expiryScheduled = new AtomicBoolean();
    private final AtomicLong inFlightBytes = new AtomicLong();

    /** Made on first use; two threads at once make the same. */
    private byte[] remoteHostBytes;

    /** Event loop only: a flush follows at the end of the read that is going on. */
    private boolean reading;

    /** Event loop only. */
    private boolean flushScheduled;

    Connection(Channel channel) {
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.remoteSocketAddress = SourceAddress.of(channel);
        this.remoteAddress = text(remoteSocketAddress);
    }

    static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            return (inet.getAddress() == null
                            ? inet.getHostString()
                            : inet.getAddress().getHostAddress()) + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }

    /** The peer as ip:port; behind a proxy that says so, the proxy's client. */
    public String remoteAddress() {
        return remoteAddress;
    }

    public InetSocketAddress remoteSocketAddress() {
        return remoteSocketAddress;
    }

    /**
     * The peer's address (4 or 16 bytes) and port (4 bytes), as every message from it is stamped: made once, not to be changed.
     */
    public byte[] remoteHostBytes() {
        byte[] known = remoteHostBytes;
        if (known == null) {
            InetSocketAddress host = remoteSocketAddress;
            byte[] ip = host.getAddress().getAddress();
            known = ByteBuffer.allocate(ip.length + Integer.BYTES)
                    .put(ip)
                    .putInt(host.getPort())
                    .array();
            remoteHostBytes = known;
        }
        return known;
    }

    public boolean isActive() {
        return channel.isActive();
    }

    /** Whether the peer reads what it is sent, and nothing waits to be sent: for senders that can wait or turn to another. */
    public boolean isWritable() {
        return channel.isWritable() && !drainScheduled.get();
    }

    /** Ends the connection; waiting calls fail. */
    public void close() {
        channel.close();
    }

    /** For the server, which closes all of its connections together. */
    void joinGroup(ChannelGroup group) {
        group.add(channel);
    }

    /**
     * Sends a request and waits, without a thread, for the answer. The future fails with a {@code RemotingException} that says at which
     * step; it is completed on the event loop and must not be blocked there.
     */
    public CompletableFuture<RemotingCommand> call(RemotingCommand request, long timeoutMillis) {
        CompletableFuture<RemotingCommand> answer = calls.add(request.getOpaque(), timeoutMillis, System.nanoTime());
        if (!channel.isActive()) {
            request.release();
            calls.fail(request.getOpaque(), new RemotingSendRequestException(remoteAddress));
            return answer;
        }
        send(request);
        if (expiryScheduled.compareAndSet(false, true)) {
            loop.schedule(this::expire, EXPIRY_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return answer;
    }

    private void expire() {
        calls.expire(System.nanoTime(), remoteAddress);
        expiryScheduled.set(false);
        if (!calls.isEmpty() && expiryScheduled.compareAndSet(false, true)) {
            loop.schedule(this::expire, EXPIRY_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Runs the task on the connection's event loop: on the thread that all of its requests come on. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Runs the task on the connection's event loop after a while, unless the returned future is cancelled before. */
    public Future<?> schedule(Runnable task, long delayMillis) {
        return loop.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    /** Sends a request that has no answer. */
    public void oneway(RemotingCommand request) {
        request.markOnewayRPC();
        send(request);
    }

    /**
     * Sends a command, which is owned by this call. From the event loop it is written at once and flushed with everything else that the
     * current read brings; from other threads all that waits goes out in one flush.
     */
    public void send(RemotingCommand command) {
        if (loop.inEventLoop()) {
            write(command);
            if (!reading && !flushScheduled) {
                flushScheduled = true;
                loop.execute(this::flush);
            }
            return;
        }
        outside.add(command);
        if (drainScheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        drainScheduled.set(false);
        RemotingCommand command;
        while ((command = outside.poll()) != null) {
            write(command);
        }
        channel.flush();
    }

    private void flush() {
        flushScheduled = false;
        channel.flush();
    }

    private void write(RemotingCommand command) {
        ByteBuf body = command.takeBody();
        Runnable sent = command.takeBodySent();
        int bodyLength = body == null ? 0 : body.readableBytes();
        boolean copy = bodyLength <= COPY_LIMIT_BYTES;
        ByteBuf out = channel.alloc().ioBuffer(HEADER_ESTIMATE_BYTES + (copy ? bodyLength : 0));
        try {
            CommandEncoder.encodeHeader(command, bodyLength, out);
        } catch (RuntimeException e) {
            out.release();
            finish(body, sent);
            calls.fail(command.getOpaque(), new RemotingSendRequestException(remoteAddress, e));
            throw e;
        }
        if (!copy) {
            channel.write(out, channel.voidPromise());
            writeBody(body, sent);
            return;
        }
        if (body != null) {
            out.writeBytes(body, body.readerIndex(), bodyLength);
        }
        finish(body, sent);
        channel.write(out, channel.voidPromise());
    }

    private void writeBody(ByteBuf body, Runnable sent) {
        if (sent == null) {
            channel.write(body, channel.voidPromise());
            return;
        }
        ChannelPromise promise = channel.newPromise();
        promise.addListener(done -> sent.run());
        channel.write(body, promise);
    }

    private static void finish(ByteBuf body, Runnable sent) {
        if (body != null) {
            body.release();
        }
        if (sent != null) {
            sent.run();
        }
    }

    /** Counts a request that is to be answered; gives the weight to be taken off with {@link #requestAnswered}. */
    public int requestCame(RemotingCommand request) {
        ByteBuf body = request.body();
        int weight = body == null ? 0 : body.readableBytes();
        if (weight > 0 && inFlightBytes.addAndGet(weight) > MAX_IN_FLIGHT_BYTES) {
            channel.config().setAutoRead(false);
        }
        return weight;
    }

    /** The request has been answered: its bytes are no longer in flight. */
    public void requestAnswered(int weight) {
        if (weight == 0) {
            return;
        }
        long left = inFlightBytes.addAndGet(-weight);
        if (left <= MAX_IN_FLIGHT_BYTES && left + weight > MAX_IN_FLIGHT_BYTES) {
            loop.execute(this::considerReading);
        }
    }

    /** Event loop: reads again when the peer takes what it is sent and has not too much in flight. */
    void considerReading() {
        boolean read = channel.isWritable() && inFlightBytes.get() <= MAX_IN_FLIGHT_BYTES;
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** Event loop. */
    void readStarts() {
        reading = true;
    }

    /** Event loop. */
    void readEnds() {
        reading = false;
        channel.flush();
    }

    /** An answer has come; false when nobody waits for it. */
    boolean answered(RemotingCommand response) {
        return calls.complete(response);
    }

    /** The connection has ended. */
    void closed(Throwable cause) {
        calls.failAll(cause);
        RemotingCommand command;
        while ((command = outside.poll()) != null) {
            command.release();
        }
    }

    @Override
    public String toString() {
        return remoteAddress;
    }
}
