package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import java.nio.charset.StandardCharsets;

/** Walks over JSON text in a byte array without building anything. Every method takes a position and gives the position behind. */
final class JsonScanner {
    private static final int MAX_DEPTH = 32;

    private JsonScanner() {}

    static int skipBlanks(byte[] a, int i, int end) {
        while (i < end && (a[i] == ' ' || a[i] == '\n' || a[i] == '\r' || a[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Skips blanks and then exactly this character. */
    static int expect(byte[] a, int i, int end, char wanted) throws RemotingCommandException {
        int at = skipBlanks(a, i, end);
        if (at >= end || a[at] != wanted) {
            throw bad(a, at, end, "'" + wanted + "'");
        }
        return at + 1;
    }

    /** From the first byte inside the quotes to the closing quote itself. */
    static int endOfString(byte[] a, int i, int end) throws RemotingCommandException {
        while (i < end) {
            byte b = a[i];
            if (b == '"') {
                return i;
            }
            i += b == '\\' ? 2 : 1;
        }
        throw bad(a, end, end, "a closing quote");
    }

    /** Behind a number, true, false, null or an unquoted word. */
    static int endOfWord(byte[] a, int i, int end) throws RemotingCommandException {
        int start = i;
        while (i < end && isWord(a[i])) {
            i++;
        }
        if (i == start) {
            throw bad(a, i, end, "a value");
        }
        return i;
    }

    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || b == '-'
                || b == '+'
                || b == '.';
    }

    /** Behind any value, nested ones included. */
    static int skipValue(byte[] a, int i, int end) throws RemotingCommandException {
        int at = skipBlanks(a, i, end);
        if (at >= end) {
            throw bad(a, at, end, "a value");
        }
        return switch (a[at]) {
            case '"' -> endOfString(a, at + 1, end) + 1;
            case '{', '[' -> skipNested(a, at, end);
            default -> endOfWord(a, at, end);
        };
    }

    private static int skipNested(byte[] a, int i, int end) throws RemotingCommandException {
        int depth = 0;
        while (i < end) {
            switch (a[i]) {
                case '"' -> i = endOfString(a, i + 1, end);
                case '{', '[' -> {
                    if (++depth > MAX_DEPTH) {
                        throw new RemotingCommandException("the JSON header is nested deeper than " + MAX_DEPTH);
                    }
                }
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
            i++;
        }
        throw bad(a, end, end, "a closing bracket");
    }

    static RemotingCommandException bad(byte[] a, int at, int end, String wanted) {
        int from = Math.max(0, Math.min(at, end) - 16);
        String near = new String(a, from, Math.min(end, from + 48) - from, StandardCharsets.UTF_8);
        return new RemotingCommandException(
                "bad JSON header at byte " + at + ": " + wanted + " expected near '" + near + "'");
    }
}
