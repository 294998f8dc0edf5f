package io.cometmq.tools.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;

/**
 * Counts numbered lines and digests their content. The digest is the sum of the digests of number and content of each line, so that the
 * order of arrival, which several queues do not keep, does not matter. A line that comes again counts as a duplicate. For one thread.
 */
final class Tally {
    private static final int DIGEST_BITS = 256;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(DIGEST_BITS);

    private final MessageDigest sha256;
    private final BitSet seen = new BitSet();
    private BigInteger sum = BigInteger.ZERO;
    private long lines;
    private long bytes;
    private long duplicates;

    Tally() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    void add(int number, byte[] content) {
        if (seen.get(number)) {
            duplicates++;
            return;
        }
        seen.set(number);
        lines++;
        bytes += content.length;
        sha256.update((number + ":").getBytes(US_ASCII));
        sum = sum.add(new BigInteger(1, sha256.digest(content))).mod(MODULUS);
    }

    long lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    long duplicates() {
        return duplicates;
    }

    /** The smallest number, from 0, that was not added. */
    int firstMissing() {
        return seen.nextClearBit(0);
    }

    String hash() {
        String hex = sum.toString(16);
        return "0".repeat(DIGEST_BITS / 4 - hex.length()) + hex;
    }
}
