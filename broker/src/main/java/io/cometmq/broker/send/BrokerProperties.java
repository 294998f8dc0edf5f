package io.cometmq.broker.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The properties that a broker adds to a message where its producer left them out: region, trace switch, cluster and unique key
 * (docs/protocol/message-formats.md 1.4). Immutable.
 */
final class BrokerProperties {
    private static final byte ENTRY_END = MessageDecoder.PROPERTY_SEPARATOR;

    /**
     * Properties ready to be stored.
     *
     * @param length how many of the bytes are properties
     * @param uniqueKeyOffset where in the bytes the unique key's value is
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Completed(byte[] bytes, int length, int uniqueKeyOffset, int uniqueKeyLength) {
        ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes, 0, length);
        }

        String uniqueKey() {
            return new String(bytes, uniqueKeyOffset, uniqueKeyLength, UTF_8);
        }
    }

    private final byte[] region;
    private final byte[] trace;
    private final byte[] cluster;

    BrokerProperties(BrokerConfig config) {
        region = entry(Name.MSG_REGION, config.regionId());
        trace = entry(Name.TRACE_ON, Boolean.toString(config.traceOn()));
        cluster = entry(Name.CLUSTER, config.brokerClusterName());
    }

    private static byte[] entry(Name name, String value) {
        return (name.wireName() + MessageDecoder.NAME_VALUE_SEPARATOR + value + MessageDecoder.PROPERTY_SEPARATOR)
                .getBytes(UTF_8);
    }

    /**
     * @param given the properties that came, from position 0 to limit; what is missing is written behind them when there is room
     * @param view has scanned them
     */
    Completed complete(ByteBuffer given, PropertiesView view) {
        byte[] uniqueKey =
                view.isPresent(Name.UNIQ_KEY) ? null : entry(Name.UNIQ_KEY, MessageClientIDSetter.createUniqID());
        int givenLength = given.remaining();
        int length = givenLength
                + (view.isClosed() ? 0 : 1)
                + missing(view, Name.MSG_REGION, region)
                + missing(view, Name.TRACE_ON, trace)
                + missing(view, Name.CLUSTER, cluster)
                + (uniqueKey == null ? 0 : uniqueKey.length);
        byte[] bytes = withRoom(given, length);
        int at = givenLength;
        if (!view.isClosed()) {
            bytes[at++] = ENTRY_END;
        }
        at = append(bytes, at, view, Name.MSG_REGION, region);
        at = append(bytes, at, view, Name.TRACE_ON, trace);
        at = append(bytes, at, view, Name.CLUSTER, cluster);
        if (uniqueKey == null) {
            return new Completed(bytes, length, offsetOfKey(given, view), view.valueLength(Name.UNIQ_KEY));
        }
        System.arraycopy(uniqueKey, 0, bytes, at, uniqueKey.length);
        int nameLength = Name.UNIQ_KEY.wireName().length() + 1;
        return new Completed(bytes, length, at + nameLength, uniqueKey.length - nameLength - 1);
    }

    /** The array of the properties itself where they have room behind them, else a copy. */
    private static byte[] withRoom(ByteBuffer given, int length) {
        if (given.hasArray() && given.arrayOffset() == 0 && given.capacity() >= length) {
            return given.array();
        }
        byte[] bytes = new byte[length];
        given.get(0, bytes, 0, given.remaining());
        return bytes;
    }

    private static int missing(PropertiesView view, Name name, byte[] entry) {
        return view.isPresent(name) ? 0 : entry.length;
    }

    private static int append(byte[] bytes, int at, PropertiesView view, Name name, byte[] entry) {
        if (view.isPresent(name)) {
            return at;
        }
        System.arraycopy(entry, 0, bytes, at, entry.length);
        return at + entry.length;
    }

    /** A view of a buffer with an array gives positions in the array. */
    private static int offsetOfKey(ByteBuffer given, PropertiesView view) {
        return view.valueOffset(Name.UNIQ_KEY) - (given.hasArray() ? given.arrayOffset() : 0);
    }

    @Override
    public String toString() {
        return Arrays.asList(new String(region, UTF_8), new String(trace, UTF_8), new String(cluster, UTF_8))
                .toString();
    }
}
