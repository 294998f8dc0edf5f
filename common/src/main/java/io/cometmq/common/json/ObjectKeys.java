package io.cometmq.common.json;

import java.util.BitSet;

/**
 * Quotes objects that are keys of maps, {@code {{"q":1}:2}} becomes {@code {"{\"q\":1}":2}}, because the library reads them in
 * known properties only and never comes back from them in unknown ones. On the way it refuses deep nesting.
 */
final class ObjectKeys {
    private final String text;
    private final StringBuilder quoted = new StringBuilder();
    private final BitSet isObject = new BitSet();
    private int depth;

    /** Up to where {@link #quoted} holds the text. */
    private int copied;

    private ObjectKeys(String text) {
        this.text = text;
    }

    /**
     * The text with quoted keys; the same when there was nothing to quote.
     *
     * @throws JsonException when it is nested deeper than {@link Json#MAX_DEPTH}
     */
    static String quote(String text) {
        return new ObjectKeys(text).scan();
    }

    private String scan() {
        boolean atKey = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && atKey) {
                i = quoteObject(i);
                atKey = false;
            } else if (c == '"') {
                i = endOfString(i);
                atKey = false;
            } else if (c == '{' || c == '[') {
                open(c == '{');
                atKey = c == '{';
            } else if (c == '}' || c == ']') {
                depth--;
                atKey = false;
            } else if (c == ',') {
                atKey = depth > 0 && isObject.get(depth);
            } else if (!Character.isWhitespace(c)) {
                atKey = false;
            }
        }
        return copied == 0 ? text : quoted.append(text, copied, text.length()).toString();
    }

    private void open(boolean object) {
        if (++depth > Json.MAX_DEPTH) {
            throw new JsonException("JSON nested deeper than " + Json.MAX_DEPTH + " levels");
        }
        isObject.set(depth, object);
    }

    /** Appends the object at that index as a string; returns the index of its last character. */
    private int quoteObject(int start) {
        quoted.append(text, copied, start).append('"');
        int end = endOfObject(start);
        for (int i = start; i <= end && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        quoted.append('"');
        copied = Math.min(end + 1, text.length());
        return end;
    }

    private int endOfObject(int start) {
        int open = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = endOfString(i);
            } else if (c == '{') {
                open++;
            } else if (c == '}' && --open == 0) {
                return i;
            }
        }
        return text.length();
    }

    private int endOfString(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return text.length();
    }
}
