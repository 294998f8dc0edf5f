package io.cometmq.broker.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Ways in which the bytes of a small file come to harm. */
public enum TextDamage {
    MISSING {
        @Override
        public byte[] of(byte[] sound, Random random) {
            return null;
        }
    },
    EMPTY {
        @Override
        public byte[] of(byte[] sound, Random random) {
            return new byte[0];
        }
    },
    TRUNCATED {
        @Override
        public byte[] of(byte[] sound, Random random) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
    },
    /** The tail was never written. */
    TORN {
        @Override
        public byte[] of(byte[] sound, Random random) {
            return Arrays.copyOf(Arrays.copyOf(sound, random.nextInt(sound.length)), sound.length);
        }
    },
    BIT_FLIPPED {
        @Override
        public byte[] of(byte[] sound, Random random) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
            return damaged;
        }
    },
    GARBAGE {
        @Override
        public byte[] of(byte[] sound, Random random) {
            byte[] damaged = sound.clone();
            byte[] garbage = new byte[1 + random.nextInt(64)];
            random.nextBytes(garbage);
            int at = random.nextInt(sound.length);
            System.arraycopy(garbage, 0, damaged, at, Math.min(garbage.length, sound.length - at));
            return damaged;
        }
    },
    /** The end of an older, longer text stands behind it. */
    TAIL_OF_ANOTHER {
        @Override
        public byte[] of(byte[] sound, Random random) {
            int from = random.nextInt(sound.length);
            byte[] damaged = Arrays.copyOf(sound, sound.length + sound.length - from);
            System.arraycopy(sound, from, damaged, sound.length, sound.length - from);
            return damaged;
        }
    },
    /** JSON, but of something else. */
    ANOTHER_TEXT {
        @Override
        public byte[] of(byte[] sound, Random random) {
            String[] texts = {
                "null", "{}", "[]", "3", "\"text\"", "[".repeat(10_000), "{\"a\":".repeat(10_000), "[null]"
            };
            return texts[random.nextInt(texts.length)].getBytes(StandardCharsets.UTF_8);
        }
    },
    /** A value is gone: a part between two marks is null. */
    NULL_INSIDE {
        @Override
        public byte[] of(byte[] sound, Random random) {
            String text = new String(sound, StandardCharsets.UTF_8);
            int colon = text.indexOf(':', random.nextInt(text.length()));
            int end = colon < 0 ? -1 : endOfValue(text, colon + 1);
            return end < 0
                    ? new byte[0]
                    : (text.substring(0, colon + 1) + "null" + text.substring(end)).getBytes(StandardCharsets.UTF_8);
        }

        private int endOfValue(String text, int from) {
            int depth = 0;
            for (int i = from; i < text.length(); i++) {
                char c = text.charAt(i);
                if (depth == 0 && (c == ',' || c == '}' || c == '\n')) {
                    return i;
                }
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            return -1;
        }
    };

    /** What is left; null when the file is gone. */
    public abstract byte[] of(byte[] sound, Random random);
}
