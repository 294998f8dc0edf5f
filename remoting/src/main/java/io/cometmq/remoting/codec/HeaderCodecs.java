package io.cometmq.remoting.codec;

import io.cometmq.remoting.protocol.CommandHeader;

/**
 * The codec of each header type: written by hand for the hot ones, derived from the record once for all others. Thread-safe.
 */
public final class HeaderCodecs {
    private static final ClassValue<HeaderCodec<?>> CODECS = new ClassValue<>() {
        @Override
        protected HeaderCodec<?> computeValue(Class<?> type) {
            return derive(type);
        }
    };

    private HeaderCodecs() {}

    @SuppressWarnings("unchecked") // computeValue derives the codec from this very type
    public static <H extends CommandHeader> HeaderCodec<H> of(Class<H> type) {
        return (HeaderCodec<H>) CODECS.get(type);
    }

    private static HeaderCodec<?> derive(Class<?> type) {
        HeaderCodec<?> handWritten = HotHeaderCodecs.of(type);
        if (handWritten != null) {
            return handWritten;
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is not a record, and has no codec of its own");
        }
        return new RecordHeaderCodec<>(type.asSubclass(Record.class));
    }
}
