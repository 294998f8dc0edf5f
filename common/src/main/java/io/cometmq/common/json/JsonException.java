package io.cometmq.common.json;

/** The text is not JSON, or not JSON of the wanted shape. The message says what and where. */
public final class JsonException extends RuntimeException {
    public JsonException(String message) {
        super(message);
    }

    public JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
