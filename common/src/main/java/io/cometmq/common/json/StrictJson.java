package io.cometmq.common.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON that a program has written to a file, and forgives nothing: text that is damaged must not pass for another one. Exactly
 * one value; no key twice; of what standard JSON forbids only integers as keys without quotes, as RocketMQ writes them
 * (docs/protocol/message-formats.md 10). The library of {@link Json} cannot do that: it mends what it reads, so that a flipped bit that makes
 * {@code {0:{…}}} into {@code {02{…}}} moves queue 0 to queue 2. One text each; not thread-safe.
 */
public final class StrictJson {
    private final String text;
    private int at;
    private int depth;

    private StrictJson(String text) {
        this.text = text;
    }

    /**
     * The value as maps in the order of the text, lists, strings, {@link Long}, {@link BigDecimal}, {@link Boolean} or null.
     *
     * @throws JsonException when the text is anything else than one whole value; says where
     */
    public static Object parse(String text) {
        StrictJson json = new StrictJson(text);
        Object value = json.value();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.unexpected("the end");
        }
        return value;
    }

    private Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        open();
        Map<String, Object> entries = new LinkedHashMap<>();
        if (!skipIf('}')) {
            do {
                skipSpace();
                int start = at;
                String key = peek() == '"' ? string() : integerKey();
                if (entries.containsKey(key)) {
                    throw new JsonException("the key " + key + " is there twice, at " + start);
                }
                expect(':');
                entries.put(key, value());
            } while (skipIf(','));
            expect('}');
        }
        depth--;
        return entries;
    }

    private List<Object> list() {
        open();
        List<Object> values = new ArrayList<>();
        if (!skipIf(']')) {
            do {
                values.add(value());
            } while (skipIf(','));
            expect(']');
        }
        depth--;
        return values;
    }

    private void open() {
        at++;
        if (++depth > Json.MAX_DEPTH) {
            throw new JsonException("nested deeper than " + Json.MAX_DEPTH + " levels");
        }
    }

    private String integerKey() {
        int start = at;
        skipInteger();
        return text.substring(start, at);
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = peek();
            if (c < ' ') {
                throw unexpected("a character of a string");
            }
            at++;
            read.append(c == '\\' ? escaped() : c);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw unexpected("an escaped character");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw unexpected("a hexadecimal digit");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private Object literal(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw unexpected(word);
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        skipInteger();
        boolean whole = true;
        if (isAt('.')) {
            whole = false;
            at++;
            skipDigits();
        }
        if (isAt('e') || isAt('E')) {
            whole = false;
            at++;
            if (isAt('+') || isAt('-')) {
                at++;
            }
            skipDigits();
        }
        String digits = text.substring(start, at);
        if (!whole) {
            return new BigDecimal(digits);
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return new BigDecimal(digits);
        }
    }

    private void skipInteger() {
        if (isAt('-')) {
            at++;
        }
        if (isAt('0')) {
            at++;
        } else {
            skipDigits();
        }
    }

    private void skipDigits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected("a value");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skipIf(char wanted) {
        skipSpace();
        if (!isAt(wanted)) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (!skipIf(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private boolean isAt(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new JsonException("the text ends in the middle, at " + at);
        }
        return text.charAt(at);
    }

    private JsonException unexpected(String wanted) {
        String found = at >= text.length()
                ? "the text ends"
                : text.charAt(at) < ' '
                        ? String.format("the character %04x stands", (int) text.charAt(at))
                        : "'" + text.charAt(at) + "' stands";
        return new JsonException(found + " at " + at + " instead of " + wanted);
    }
}
