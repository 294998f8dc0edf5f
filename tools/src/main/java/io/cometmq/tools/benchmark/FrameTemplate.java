package io.cometmq.tools.benchmark;

import java.nio.ByteBuffer;

/**
 * A request frame with holes for what changes from request to request (docs/protocol/remoting.md 1 and 2).
 *
 * <p>Immutable, safe to share between threads. {@link #encode} allocates nothing.
 *
 * @param header the JSON header
 * @param body the body
 * @param messages how many messages one frame carries; 0 when it is not a send
 */
record FrameTemplate(TemplateBytes header, TemplateBytes body, int messages) {

    /** The most bytes that {@link #encode} can write. */
    int maxBytes() {
        return 8 + header.maxBytes() + body.maxBytes();
    }

    /** Appends one frame; {@code out} must have {@link #maxBytes()} left. */
    void encode(ByteBuffer out, RequestValues values) {
        int start = out.position();
        out.position(start + 8);
        header.encode(out, values);
        int bodyStart = out.position();
        body.encode(out, values);
        out.putInt(start, out.position() - start - 4);
        // T = 0 (JSON) leaves the second word to the header's length.
        out.putInt(start + 4, bodyStart - start - 8);
    }
}
