package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.LanguageCode;

/** A client connection as administrators see it. */
public record Connection(String clientId, String clientAddr, LanguageCode language, int version) {}
