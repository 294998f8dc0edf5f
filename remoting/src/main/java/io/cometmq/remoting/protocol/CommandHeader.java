package io.cometmq.remoting.protocol;

/**
 * Marks a record as the custom header of a command. Its component names are the names on the wire; their types are String,
 * int, Integer, long, Long, boolean, Boolean or an enum. A component that is missing on the wire is null, 0 or false, unless it
 * is {@link Required}.
 */
public interface CommandHeader {}
