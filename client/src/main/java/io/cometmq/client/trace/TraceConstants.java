package io.cometmq.client.trace;

/** Names and separators of traces (docs/protocol/semantics.md 21). */
public final class TraceConstants {
    public static final String GROUP_NAME_PREFIX = "_INNER_TRACE_PRODUCER";
    public static final char CONTENT_SPLITOR = 1;
    public static final char FIELD_SPLITOR = 2;
    public static final String TRACE_INSTANCE_NAME = "PID_CLIENT_INNER_TRACE_PRODUCER";
    public static final String TRACE_TOPIC_PREFIX = "rmq_sys_TRACE_DATA_";

    private TraceConstants() {}
}
