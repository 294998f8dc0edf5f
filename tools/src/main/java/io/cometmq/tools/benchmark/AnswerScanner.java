package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds the few fields of a JSON header that a load generator needs, without parsing the rest.
 *
 * <p>A quoted key cannot be found by mistake inside a text value, where its quotes would be escaped. Stateless.
 */
final class AnswerScanner {
    static final byte[] CODE = "\"code\":".getBytes(US_ASCII);
    static final byte[] FLAG = "\"flag\":".getBytes(US_ASCII);
    static final byte[] OPAQUE = "\"opaque\":".getBytes(US_ASCII);

    private AnswerScanner() {}

    /** The number behind the first occurrence of a key; answers begin with their code. Throws when there is none. */
    static int numberFromStart(byte[] key, byte[] data, int from, int to) {
        for (int at = from; at <= to - key.length; at++) {
            if (matches(key, data, at)) {
                return number(data, at + key.length, to);
            }
        }
        throw missing(key, data, from, to);
    }

    /** The number behind the last occurrence of a key; opaque and flag stand near the end. Throws when there is none. */
    static int numberFromEnd(byte[] key, byte[] data, int from, int to) {
        for (int at = to - key.length; at >= from; at--) {
            if (data[at + 1] == key[1] && matches(key, data, at)) {
                return number(data, at + key.length, to);
            }
        }
        throw missing(key, data, from, to);
    }

    /** The text of a string field, as it stands there (escapes are left), or null. */
    static String text(String name, byte[] data, int from, int to) {
        byte[] key = ("\"" + name + "\":\"").getBytes(UTF_8);
        for (int at = from; at <= to - key.length; at++) {
            if (matches(key, data, at)) {
                int start = at + key.length;
                int end = start;
                while (end < to && (data[end] != '"' || data[end - 1] == '\\')) {
                    end++;
                }
                return new String(data, start, end - start, UTF_8);
            }
        }
        return null;
    }

    private static boolean matches(byte[] key, byte[] data, int at) {
        for (int i = 0; i < key.length; i++) {
            if (data[at + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] data, int from, int to) {
        int at = from;
        while (at < to && data[at] == ' ') {
            at++;
        }
        boolean negative = at < to && data[at] == '-';
        int value = 0;
        for (at += negative ? 1 : 0; at < to && data[at] >= '0' && data[at] <= '9'; at++) {
            value = value * 10 + data[at] - '0';
        }
        return negative ? -value : value;
    }

    private static ProtocolException missing(byte[] key, byte[] data, int from, int to) {
        return new ProtocolException("an answer without " + new String(key, US_ASCII) + " "
                + new String(data, from, Math.min(to - from, 200), UTF_8));
    }
}
