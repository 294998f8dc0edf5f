package io.cometmq.tools.benchmark;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One connection with up to {@code window} requests in flight. Works on a blocking channel as well as on a selected one.
 *
 * <p>Owned by one thread. Allocates only when an answer is larger than any before it.
 */
final class LoadConnection implements Closeable {
    private static final int MIN_OUT_BYTES = 256 * 1024;
    private static final int MAX_OUT_BYTES = 4 * 1024 * 1024;
    private static final int IN_BYTES = 256 * 1024;

    /** docs/protocol/remoting.md 1: no larger frame exists. */
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

    private static final int SYSTEM_BUSY = 2;
    private static final int HEARTBEAT_OPAQUE = Integer.MAX_VALUE;

    private final SocketChannel channel;
    private final Traffic traffic;
    private final LoadStatistics statistics;
    private final FrameTemplate heartbeat;
    private final RequestValues values = new RequestValues();
    private final ByteBuffer out;
    private ByteBuffer in = ByteBuffer.allocate(IN_BYTES);

    /** For each slot the opaque of its request in flight, or -1. */
    private final int[] opaques;

    private final long[] sentNanos;
    private final int[] freeSlots;
    private int free;
    private int nextRound;

    /** A broker refuses the pulls of a client that it does not know yet. */
    private boolean known;

    /**
     * @param firstSequence number of the first message, so that messages of several connections have different keys
     * @param heartbeat sent by {@link #heartbeat()}; null when the broker need not know this client
     */
    LoadConnection(
            SocketChannel channel,
            Traffic traffic,
            int window,
            long firstSequence,
            FrameTemplate heartbeat,
            LoadStatistics statistics) {
        this.channel = channel;
        this.traffic = traffic;
        this.statistics = statistics;
        this.heartbeat = heartbeat;
        known = heartbeat == null;
        values.sequence = firstSequence;
        long windowBytes = (long) window * traffic.maxFrameBytes();
        long outBytes = Math.max(MIN_OUT_BYTES, Math.min(windowBytes, MAX_OUT_BYTES));
        out = ByteBuffer.allocateDirect((int) Math.max(outBytes, traffic.maxFrameBytes()));
        opaques = new int[window];
        Arrays.fill(opaques, -1);
        sentNanos = new long[window];
        freeSlots = new int[window];
        for (int slot = 0; slot < window; slot++) {
            freeSlots[slot] = window - 1 - slot;
        }
        free = window;
    }

    SocketChannel channel() {
        return channel;
    }

    int inFlight() {
        return opaques.length - free;
    }

    boolean oneway() {
        return traffic.oneway();
    }

    boolean awaitsAnswers() {
        return traffic.awaitsAnswers();
    }

    /** Puts the heartbeat, if there is one, before the next requests. */
    void heartbeat() {
        if (heartbeat != null && out.remaining() >= heartbeat.maxBytes()) {
            values.opaque = HEARTBEAT_OPAQUE;
            heartbeat.encode(out, values);
        }
    }

    /**
     * Encodes requests until the window or the buffer is full or there is nothing to ask for.
     *
     * @param nowNanos when these requests leave or should have left
     */
    void fill(long nowNanos, boolean measuring) {
        values.bornMillis = System.currentTimeMillis();
        values.sentNanos = nowNanos;
        while (known && free > 0 && out.remaining() >= traffic.maxFrameBytes()) {
            int slot = freeSlots[free - 1];
            FrameTemplate template = traffic.next(slot, values);
            if (template == null) {
                return;
            }
            values.opaque = nextOpaque(slot);
            template.encode(out, values);
            if (traffic.oneway()) {
                countOneway(template, measuring);
            } else {
                opaques[slot] = values.opaque;
                sentNanos[slot] = nowNanos;
                free--;
            }
        }
    }

    /** An opaque that tells its slot and differs from the slot's former ones. */
    private int nextOpaque(int slot) {
        int rounds = (HEARTBEAT_OPAQUE - 1) / opaques.length - 1;
        nextRound = nextRound == rounds ? 0 : nextRound + 1;
        return nextRound * opaques.length + slot;
    }

    private void countOneway(FrameTemplate template, boolean measuring) {
        if (measuring) {
            statistics.count(template.messages(), 0);
        }
    }

    /** Writes what the socket takes; true when nothing is left. */
    boolean flush() throws IOException {
        out.flip();
        if (out.hasRemaining()) {
            channel.write(out);
        }
        boolean done = !out.hasRemaining();
        out.compact();
        return done;
    }

    /** Reads once (waiting only when the channel is a blocking one) and handles all complete answers. */
    void read(boolean measuring) throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the broker closed the connection");
        }
        long now = System.nanoTime();
        byte[] data = in.array();
        int at = 0;
        int end = in.position();
        while (end - at >= 4) {
            int length = in.getInt(at);
            if (length < 4 || length > MAX_FRAME_BYTES) {
                throw new ProtocolException("an answer of length " + length);
            }
            if (end - at - 4 < length) {
                makeRoom(at, length + 4);
                break;
            }
            answer(data, at + 4, at + 4 + length, now, measuring);
            at += 4 + length;
        }
        in.flip().position(at);
        in.compact();
    }

    private void makeRoom(int at, int frameBytes) {
        if (in.capacity() < frameBytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(frameBytes + at, 2 * in.capacity()));
            in = larger.put(in.flip());
        }
    }

    private void answer(byte[] data, int start, int end, long nowNanos, boolean measuring) {
        int lengthWord = data[start] << 24
                | (data[start + 1] & 0xFF) << 16
                | (data[start + 2] & 0xFF) << 8
                | (data[start + 3] & 0xFF);
        int headerEnd = start + 4 + lengthWord;
        if (lengthWord < 0 || headerEnd > end || data[start] != 0) {
            throw new ProtocolException("not a JSON answer to a JSON request: " + Integer.toHexString(lengthWord));
        }
        int opaque = AnswerScanner.numberFromEnd(AnswerScanner.OPAQUE, data, start + 4, headerEnd);
        boolean response = (AnswerScanner.numberFromEnd(AnswerScanner.FLAG, data, start + 4, headerEnd) & 1) != 0;
        if (!response) {
            // The broker tells its consumers when their group changes; nothing here depends on it.
            return;
        }
        int code = AnswerScanner.numberFromStart(AnswerScanner.CODE, data, start + 4, headerEnd);
        boolean good;
        if (opaque == HEARTBEAT_OPAQUE) {
            good = code == 0;
            known = true;
        } else if (traffic.oneway()) {
            // RocketMQ answers even a one-way request that it throws away; what is missing shows in what is stored.
            good = false;
        } else {
            int slot = release(opaque);
            good = traffic.answered(
                    slot, code, data, headerEnd, end, nowNanos - sentNanos[slot], measuring ? statistics : null);
        }
        if (code == SYSTEM_BUSY) {
            statistics.refuse();
        } else if (!good) {
            String remark = AnswerScanner.text("remark", data, start + 4, headerEnd);
            statistics.error("code " + code + (remark == null ? "" : " " + firstWords(remark)));
        }
    }

    private int release(int opaque) {
        int slot = opaque < 0 ? 0 : opaque % opaques.length;
        if (opaques[slot] != opaque) {
            throw new ProtocolException("an answer to opaque " + opaque + ", which is not in flight");
        }
        opaques[slot] = -1;
        freeSlots[free++] = slot;
        return slot;
    }

    /** A remark without the numbers and ids that make each one different. */
    private static String firstWords(String remark) {
        String words = remark.replaceAll("[0-9]+", "#");
        return words.length() > 80 ? words.substring(0, 80) : words;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
