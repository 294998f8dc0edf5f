package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of RESUME_CHECK_HALF_MESSAGE (323). */
public record ResumeCheckHalfMessageRequestHeader(String topic, String msgId) implements CommandHeader {}
