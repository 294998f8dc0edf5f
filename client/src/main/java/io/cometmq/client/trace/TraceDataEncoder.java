package io.cometmq.client.trace;

import io.cometmq.client.AccessChannel;
import io.cometmq.client.producer.LocalTransactionState;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** Traces between objects and text (docs/protocol/semantics.md 21). Stateless. */
@SuppressWarnings("EnumOrdinal") // the number of a message's kind is what travels
public final class TraceDataEncoder {
    private static final String FIELD = String.valueOf(TraceConstants.CONTENT_SPLITOR);
    private static final String RECORD = String.valueOf(TraceConstants.FIELD_SPLITOR);

    private TraceDataEncoder() {}

    /** The trace's text and keys; null for no trace. */
    public static TraceTransferBean encoderFromContextBean(TraceContext context) {
        if (context == null) {
            return null;
        }
        TraceTransferBean transfer = new TraceTransferBean();
        StringBuilder text = new StringBuilder(256);
        for (TraceBean bean : context.getTraceBeans()) {
            text.append(record(context, bean)).append(RECORD);
            if (bean.getMsgId() != null && !bean.getMsgId().isEmpty()) {
                transfer.getTransKey().add(bean.getMsgId());
            }
            if (bean.getKeys() != null && !bean.getKeys().isEmpty()) {
                transfer.getTransKey().addAll(Arrays.asList(bean.getKeys().split(MessageConst.KEY_SEPARATOR, -1)));
            }
        }
        transfer.setTransData(text.toString());
        return transfer;
    }

    private static String record(TraceContext context, TraceBean bean) {
        return switch (context.getTraceType()) {
            case Pub ->
                join(
                        TraceType.Pub,
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        bean.getTopic(),
                        bean.getMsgId(),
                        bean.getTags(),
                        bean.getKeys(),
                        bean.getStoreHost(),
                        bean.getBodyLength(),
                        context.getCostTime(),
                        bean.getMsgType().ordinal(),
                        bean.getOffsetMsgId(),
                        context.isSuccess());
            case Recall ->
                join(
                        TraceType.Recall,
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        bean.getTopic(),
                        bean.getMsgId(),
                        context.isSuccess());
            case SubBefore ->
                join(
                        TraceType.SubBefore,
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        context.getRequestId(),
                        bean.getMsgId(),
                        bean.getRetryTimes(),
                        bean.getKeys());
            case SubAfter -> subAfter(context, bean);
            case EndTransaction ->
                join(
                        TraceType.EndTransaction,
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        bean.getTopic(),
                        bean.getMsgId(),
                        bean.getTags(),
                        bean.getKeys(),
                        bean.getStoreHost(),
                        bean.getMsgType().ordinal(),
                        bean.getTransactionId(),
                        bean.getTransactionState().name(),
                        bean.isFromTransactionCheck());
        };
    }

    private static String subAfter(TraceContext context, TraceBean bean) {
        String common = join(
                TraceType.SubAfter,
                context.getRequestId(),
                bean.getMsgId(),
                context.getCostTime(),
                context.isSuccess(),
                bean.getKeys(),
                context.getContextCode());
        // Clouds of old read neither of the two.
        return context.getAccessChannel() == AccessChannel.CLOUD
                ? common + FIELD
                : common + FIELD + join(context.getTimeStamp(), context.getGroupName());
    }

    private static String join(Object... fields) {
        StringJoiner joined = new StringJoiner(FIELD);
        for (Object field : fields) {
            joined.add(String.valueOf(field));
        }
        return joined.toString();
    }

    /** The traces of a text; what is malformed is left out. */
    public static List<TraceContext> decoderFromTraceDataString(String traceData) {
        List<TraceContext> traces = new ArrayList<>();
        if (traceData == null) {
            return traces;
        }
        for (String record : traceData.split(RECORD, -1)) {
            TraceContext trace = decodeOrNull(record.split(FIELD, -1));
            if (trace != null) {
                traces.add(trace);
            }
        }
        return traces;
    }

    private static TraceContext decodeOrNull(String[] fields) {
        try {
            return decode(fields);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static TraceContext decode(String[] fields) {
        if (fields.length < 2) {
            return null;
        }
        TraceContext context = new TraceContext();
        TraceBean bean = new TraceBean();
        context.setTraceType(TraceType.valueOf(fields[0]));
        context.getTraceBeans().add(bean);
        switch (context.getTraceType()) {
            case Pub -> {
                published(fields, context, bean);
                bean.setBodyLength(Integer.parseInt(fields[9]));
                context.setCostTime(Integer.parseInt(fields[10]));
                bean.setMsgType(MessageType.values()[Integer.parseInt(fields[11])]);
                bean.setOffsetMsgId(fields[12]);
                context.setSuccess(Boolean.parseBoolean(fields[13]));
            }
            case Recall -> {
                origin(fields, context);
                bean.setTopic(fields[4]);
                bean.setMsgId(fields[5]);
                context.setSuccess(Boolean.parseBoolean(fields[6]));
            }
            case SubBefore -> {
                origin(fields, context);
                context.setRequestId(fields[4]);
                bean.setMsgId(fields[5]);
                bean.setRetryTimes(Integer.parseInt(fields[6]));
                bean.setKeys(fields[7]);
            }
            case SubAfter -> consumed(fields, context, bean);
            case EndTransaction -> {
                published(fields, context, bean);
                bean.setMsgType(MessageType.values()[Integer.parseInt(fields[9])]);
                bean.setTransactionId(fields[10]);
                bean.setTransactionState(LocalTransactionState.valueOf(fields[11]));
                bean.setFromTransactionCheck(Boolean.parseBoolean(fields[12]));
            }
        }
        return context;
    }

    private static void origin(String[] fields, TraceContext context) {
        context.setTimeStamp(Long.parseLong(fields[1]));
        context.setRegionId(fields[2]);
        context.setGroupName(fields[3]);
    }

    private static void published(String[] fields, TraceContext context, TraceBean bean) {
        origin(fields, context);
        bean.setTopic(fields[4]);
        bean.setMsgId(fields[5]);
        bean.setTags(fields[6]);
        bean.setKeys(fields[7]);
        bean.setStoreHost(fields[8]);
    }

    private static void consumed(String[] fields, TraceContext context, TraceBean bean) {
        context.setRequestId(fields[1]);
        bean.setMsgId(fields[2]);
        context.setCostTime(Integer.parseInt(fields[3]));
        context.setSuccess(Boolean.parseBoolean(fields[4]));
        bean.setKeys(fields[5]);
        context.setContextCode(Integer.parseInt(fields[6]));
        if (fields.length >= 9) {
            context.setTimeStamp(Long.parseLong(fields[7]));
            context.setGroupName(fields[8]);
        }
    }
}
