package io.cometmq.tools.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.TreeSet;

/** Configuration as it travels: lines {@code key=value} (docs/protocol/request-codes.md 25, 26, 318, 319). Stateless. */
final class PropertiesText {
    private PropertiesText() {}

    static byte[] format(Properties properties) {
        StringBuilder text = new StringBuilder();
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            text.append(key).append('=').append(properties.getProperty(key)).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    static Properties parse(byte[] body) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(body == null ? "" : new String(body, UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return properties;
    }
}
