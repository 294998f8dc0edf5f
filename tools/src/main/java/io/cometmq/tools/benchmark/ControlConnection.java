package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One request at a time, for what a run needs before and after its load. Not safe for use by several threads. */
final class ControlConnection implements Closeable {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 15_000;
    private static final int UPDATE_AND_CREATE_TOPIC = 17;
    private static final int GET_MAX_OFFSET = 30;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final RequestValues values = new RequestValues();

    /** Throws an IOException that names the address when nobody listens there. */
    ControlConnection(InetSocketAddress broker) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(broker, CONNECT_MILLIS);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot reach a broker at " + broker + ": " + e.getMessage(), e);
        }
    }

    /** Creates a topic or changes it to have {@code queues} queues, readable and writable. */
    void createTopic(String topic, int queues) throws IOException {
        call(
                UPDATE_AND_CREATE_TOPIC,
                "\"defaultTopic\":\"TBW102\",\"order\":\"false\",\"perm\":\"6\",\"readQueueNums\":\"" + queues
                        + "\",\"topic\":\"" + topic + "\",\"topicFilterType\":\"SINGLE_TAG\",\"topicSysFlag\":\"0\","
                        + "\"writeQueueNums\":\"" + queues + "\"");
    }

    /** The queue offset that the next message of the queue will get. */
    long maxOffset(String topic, int queueId) throws IOException {
        String header = call(GET_MAX_OFFSET, "\"queueId\":\"" + queueId + "\",\"topic\":\"" + topic + "\"");
        byte[] bytes = header.getBytes(UTF_8);
        String offset = AnswerScanner.text("offset", bytes, 0, bytes.length);
        if (offset == null) {
            throw new IOException("an answer without an offset: " + header);
        }
        return Long.parseLong(offset);
    }

    private String call(int code, String extFields) throws IOException {
        FrameTemplate request = RequestTemplates.request(code, extFields);
        ByteBuffer frame = ByteBuffer.allocate(request.maxBytes());
        values.opaque++;
        request.encode(frame, values);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        int headerBytes = ByteBuffer.wrap(answer).getInt(0) & 0xFFFFFF;
        String header = new String(answer, 4, headerBytes, UTF_8);
        int answered = AnswerScanner.numberFromStart(AnswerScanner.CODE, answer, 4, 4 + headerBytes);
        if (answered != 0) {
            throw new IOException("the broker refused request " + code + " {" + extFields + "} with code " + answered
                    + ": " + AnswerScanner.text("remark", answer, 4, 4 + headerBytes));
        }
        return header;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
