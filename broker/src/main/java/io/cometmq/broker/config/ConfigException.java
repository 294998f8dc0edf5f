package io.cometmq.broker.config;

/** A configuration that a broker cannot start with; the message names every key that is wrong, and how. */
public final class ConfigException extends Exception {
    public ConfigException(String message) {
        super(message);
    }
}
