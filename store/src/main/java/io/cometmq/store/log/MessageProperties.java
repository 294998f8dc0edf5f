package io.cometmq.store.log;

import io.cometmq.store.dispatch.KeyHashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the four properties the store itself needs in a properties text, in one pass and without a map
 * (docs/protocol/message-formats.md 4). Reusable; not thread-safe.
 */
final class MessageProperties {
    private static final byte NAME_END = 1;
    private static final byte VALUE_END = 2;
    private static final int TAGS = 0x54414753;
    private static final int KEYS = 0x4B455953;
    private static final int DELA = 0x44454C41;
    private static final long UNIQ_KEY = 0x554E49515F4B4559L;
    private static final long VALUE_ENDS = 0x0202020202020202L;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    /** Most words of KEYS that are indexed; a properties text of 32 KiB could hold 16 thousand. */
    private static final int MAX_KEY_HASHES = 4096;

    private ByteBuffer text;
    private int tagsStart;
    private int tagsEnd;
    private int keysStart;
    private int keysEnd;
    private int uniqueKeyStart;
    private int uniqueKeyEnd;
    private int delayStart;
    private int delayEnd;

    /** Reads the big-endian buffer's bytes {@code [start, end)}; an empty value counts as absent. */
    void parse(ByteBuffer buffer, int start, int end) {
        text = buffer;
        tagsEnd = tagsStart = keysEnd = keysStart = 0;
        uniqueKeyEnd = uniqueKeyStart = delayEnd = delayStart = 0;
        int at = start;
        while (at < end) {
            int valueEnd = indexOfValueEnd(buffer, at, end);
            note(buffer, at, valueEnd);
            at = valueEnd + 1;
        }
    }

    private void note(ByteBuffer buffer, int at, int end) {
        int length = end - at;
        if (length < 6) {
            return;
        }
        int head = buffer.getInt(at);
        if (head == TAGS && buffer.get(at + 4) == NAME_END) {
            tagsStart = at + 5;
            tagsEnd = end;
        } else if (head == KEYS && buffer.get(at + 4) == NAME_END) {
            keysStart = at + 5;
            keysEnd = end;
        } else if (head == DELA && length > 6 && buffer.get(at + 4) == 'Y' && buffer.get(at + 5) == NAME_END) {
            delayStart = at + 6;
            delayEnd = end;
        } else if (head == (int) (UNIQ_KEY >>> 32)
                && length > 9
                && buffer.getLong(at) == UNIQ_KEY
                && buffer.get(at + 8) == NAME_END) {
            uniqueKeyStart = at + 9;
            uniqueKeyEnd = end;
        }
    }

    /** Eight bytes at a time: a byte of {@code word ^ 0x02..} is zero where a value ends. */
    private static int indexOfValueEnd(ByteBuffer buffer, int from, int end) {
        int at = from;
        while (at + 8 <= end) {
            long word = buffer.getLong(at) ^ VALUE_ENDS;
            if (((word - ONES) & ~word & HIGHS) != 0) {
                break;
            }
            at += 8;
        }
        while (at < end && buffer.get(at) != VALUE_END) {
            at++;
        }
        return at;
    }

    /** Hash of the TAGS value, 0 without tags (docs/protocol/message-formats.md 7, rules 1 and 2). */
    long tagsHash() {
        return tagsEnd == 0 ? 0 : hash(0, tagsStart, tagsEnd);
    }

    /** Value of DELAY, 0 when it is absent or not a number. */
    int delayLevel() {
        int level = 0;
        for (int at = delayStart; at < delayEnd; at++) {
            int digit = text.get(at) - '0';
            if (digit < 0 || digit > 9 || level > 1_000_000) {
                return 0;
            }
            level = level * 10 + digit;
        }
        return level;
    }

    /**
     * Adds the hash codes of the index key texts: unique key, each word of KEYS, tag (docs/protocol/message-formats.md 8).
     *
     * @param keyPrefixHash hash of {@code <topic>#}
     * @param tagPrefixHash hash of {@code <topic>#T#}
     */
    void addKeyHashes(int keyPrefixHash, int tagPrefixHash, KeyHashes hashes) {
        int words = countKeys();
        if (uniqueKeyEnd > 0) {
            hashes.add(hash(keyPrefixHash, uniqueKeyStart, uniqueKeyEnd));
        }
        int at = keysStart;
        for (int word = 0; word < words; word++) {
            while (text.get(at) == ' ') {
                at++;
            }
            int wordEnd = endOfWord(at);
            hashes.add(hash(keyPrefixHash, at, wordEnd));
            at = wordEnd;
        }
        if (tagsEnd > 0) {
            hashes.add(hash(tagPrefixHash, tagsStart, tagsEnd));
        }
    }

    private int countKeys() {
        int words = 0;
        boolean inWord = false;
        for (int at = keysStart; at < keysEnd; at++) {
            boolean blank = text.get(at) == ' ';
            if (!blank && !inWord) {
                words++;
            }
            inWord = !blank;
        }
        return Math.min(words, MAX_KEY_HASHES);
    }

    private int endOfWord(int from) {
        int at = from;
        while (at < keysEnd && text.get(at) != ' ') {
            at++;
        }
        return at;
    }

    /** Java's String.hashCode continued over the text; UTF-16 code units, so anything beyond ASCII is decoded. */
    private int hash(int seed, int start, int end) {
        int hash = seed;
        for (int at = start; at < end; at++) {
            byte b = text.get(at);
            if (b < 0) {
                return decodedHash(seed, start, end);
            }
            hash = 31 * hash + b;
        }
        return hash;
    }

    private int decodedHash(int seed, int start, int end) {
        byte[] bytes = new byte[end - start];
        text.get(start, bytes);
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        int hash = seed;
        for (int i = 0; i < decoded.length(); i++) {
            hash = 31 * hash + decoded.charAt(i);
        }
        return hash;
    }
}
