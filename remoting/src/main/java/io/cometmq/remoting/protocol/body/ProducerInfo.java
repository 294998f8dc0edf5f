package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.LanguageCode;

/** A producer client as administrators see it. */
public record ProducerInfo(
        String clientId, String remoteIP, LanguageCode language, int version, long lastUpdateTimestamp) {}
