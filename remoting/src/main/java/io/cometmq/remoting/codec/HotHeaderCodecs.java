package io.cometmq.remoting.codec;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.protocol.header.StoredMessageHeader;
import java.util.Map;

/** The headers that every message or every pull needs, with codecs written by hand. */
final class HotHeaderCodecs {
    private static final Map<Class<? extends CommandHeader>, HeaderCodec<?>> CODECS = Map.of(
            ReceivedSendHeader.class, new ReceivedSendHeaderCodec(),
            StoredMessageHeader.class, new StoredMessageHeaderCodec(),
            SendMessageResponseHeader.class, new SendResponseCodec(),
            PullMessageRequestHeader.class, new PullRequestCodec(),
            PullMessageResponseHeader.class, new PullResponseCodec());

    private HotHeaderCodecs() {}

    /** Null when the type has none: its codec is derived. */
    static HeaderCodec<?> of(Class<?> type) {
        return CODECS.get(type);
    }
}
