package io.cometmq.tools.benchmark;

import io.cometmq.tools.benchmark.TemplateBytes.Hole;

/** Makes the frames that the workloads send, as RocketMQ's 5.4 Java client would (docs/protocol/remoting.md 11). */
final class RequestTemplates {
    static final String PRODUCER_GROUP = "PG_benchmark";
    static final String CONSUMER_GROUP = "CG_benchmark";

    /** How long a pull may wait at the broker for messages; what a push consumer asks for. */
    static final int SUSPEND_MILLIS = 15_000;

    private static final int SEND_MESSAGE_V2 = 310;
    private static final int SEND_BATCH_MESSAGE = 320;
    private static final int PULL_MESSAGE = 11;
    private static final int HEART_BEAT = 34;
    private static final int FLAG_ONEWAY = 2;
    private static final int PULL_MAY_SUSPEND = 2;

    private RequestTemplates() {}

    /**
     * A send to one queue.
     *
     * @param batch messages in the frame; 1 is an ordinary send
     */
    static FrameTemplate send(String topic, int queueId, MessageShape shape, int batch, boolean oneway) {
        TemplateBytes.Builder header = TemplateBytes.builder()
                .text("{\"code\":" + (batch > 1 ? SEND_BATCH_MESSAGE : SEND_MESSAGE_V2) + ",\"extFields\":{")
                .text("\"a\":\"" + PRODUCER_GROUP + "\",\"b\":\"" + topic + "\",\"c\":\"TBW102\",\"d\":\"4\",\"e\":\"")
                .text(queueId + "\",\"f\":\"0\",\"g\":\"")
                .hole(Hole.BORN_MILLIS)
                .text("\",\"h\":\"0\",\"i\":\"");
        if (batch > 1) {
            header.text("WAIT\\u0001true\\u0002");
        } else {
            shape.appendProperties(header, "\\u0001", "\\u0002");
        }
        header.text("\",\"j\":\"0\",\"k\":\"false\",\"m\":\"" + (batch > 1) + "\"}");
        TemplateBytes.Builder body = TemplateBytes.builder();
        if (batch > 1) {
            appendBatch(body, shape, batch);
        } else {
            shape.appendBody(body);
        }
        return new FrameTemplate(end(header, oneway ? FLAG_ONEWAY : 0), body.build(), batch);
    }

    /** The entries of a batch: docs/protocol/message-formats.md 6. */
    private static void appendBatch(TemplateBytes.Builder body, MessageShape shape, int batch) {
        TemplateBytes.Builder probe = TemplateBytes.builder();
        shape.appendProperties(probe, "\u0001", "\u0002");
        // Every hole in a property is of fixed width, so the most bytes are the bytes.
        int propertiesBytes = probe.build().maxBytes();
        for (int i = 0; i < batch; i++) {
            body.int32(22 + shape.bodyBytes() + propertiesBytes)
                    .int32(0)
                    .int32(0)
                    .int32(0);
            body.int32(shape.bodyBytes());
            shape.appendBody(body);
            body.int16(propertiesBytes);
            shape.appendProperties(body, "\u0001", "\u0002");
        }
    }

    /**
     * A pull of up to {@code maxMessages} messages of one queue.
     *
     * @param commit whether it also commits its offset as a push consumer does; it then also waits for messages
     */
    static FrameTemplate pull(String topic, int queueId, int maxMessages, boolean commit) {
        TemplateBytes.Builder header = TemplateBytes.builder()
                .text("{\"code\":" + PULL_MESSAGE + ",\"extFields\":{\"consumerGroup\":\"" + CONSUMER_GROUP)
                .text("\",\"topic\":\"" + topic + "\",\"queueId\":\"" + queueId + "\",\"queueOffset\":\"")
                .hole(Hole.QUEUE_OFFSET)
                .text("\",\"maxMsgNums\":\"" + maxMessages + "\",\"sysFlag\":\"")
                .text((PULL_MAY_SUSPEND | (commit ? 1 : 0)) + "\",\"commitOffset\":\"");
        if (commit) {
            header.hole(Hole.QUEUE_OFFSET);
        } else {
            header.text("0");
        }
        header.text("\",\"suspendTimeoutMillis\":\"" + SUSPEND_MILLIS + "\",\"subVersion\":\"1\",")
                .text("\"expressionType\":\"TAG\",\"subscription\":\"*\"}");
        return new FrameTemplate(end(header, 0), TemplateBytes.builder().build(), 0);
    }

    /** Registers a connection as a consumer of the topics, without which a broker refuses its pulls. */
    static FrameTemplate consumerHeartbeat(String clientId, Iterable<String> topics) {
        StringBuilder subscriptions = new StringBuilder();
        for (String topic : topics) {
            subscriptions
                    .append(subscriptions.isEmpty() ? "" : ",")
                    .append("{\"classFilterMode\":false,\"codeSet\":[],\"expressionType\":\"TAG\",\"subString\":\"*\",")
                    .append("\"subVersion\":1,\"tagsSet\":[],\"topic\":\"" + topic + "\"}");
        }
        String body = "{\"clientID\":\"" + clientId + "\",\"consumerDataSet\":[{\"consumeFromWhere\":"
                + "\"CONSUME_FROM_LAST_OFFSET\",\"consumeType\":\"CONSUME_PASSIVELY\",\"groupName\":\""
                + CONSUMER_GROUP + "\",\"messageModel\":\"CLUSTERING\",\"subscriptionDataSet\":[" + subscriptions
                + "],\"unitMode\":false}],\"producerDataSet\":[]}";
        TemplateBytes.Builder header = TemplateBytes.builder().text("{\"code\":" + HEART_BEAT);
        return new FrameTemplate(
                end(header, 0), TemplateBytes.builder().text(body).build(), 0);
    }

    /** A request of any code whose header fields are given as the inside of a JSON object. */
    static FrameTemplate request(int code, String extFields) {
        TemplateBytes.Builder header =
                TemplateBytes.builder().text("{\"code\":" + code + ",\"extFields\":{" + extFields + "}");
        return new FrameTemplate(end(header, 0), TemplateBytes.builder().build(), 0);
    }

    private static TemplateBytes end(TemplateBytes.Builder header, int flag) {
        return header.text(",\"flag\":" + flag + ",\"language\":\"JAVA\",\"opaque\":")
                .hole(Hole.OPAQUE)
                .text(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":493}")
                .build();
    }
}
