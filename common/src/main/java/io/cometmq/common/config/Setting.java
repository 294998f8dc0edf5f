package io.cometmq.common.config;

/** A value that somebody gave to a key. */
public record Setting(String key, String value, Origin origin) {}
