package io.cometmq.remoting.protocol.body;

import java.util.Base64;
import java.util.BitSet;

/**
 * Acknowledgements of popped messages of one handle; the names are the short ones on the wire.
 *
 * @param c consumer group
 * @param t topic
 * @param r kind of the topic: {@code 0} normal, {@code 1} and {@code 2} retry topic of that version
 * @param so first queue offset of the handle
 * @param q queue id
 * @param rq queue id of the revive topic
 * @param pt when the messages were popped, milliseconds since the epoch
 * @param it how long they are invisible, in milliseconds
 * @param b which are acknowledged: Base64 of the bytes of a BitSet, bit n stands for queue offset so + n
 */
public record BatchAck(String c, String t, String r, long so, int q, int rq, long pt, long it, String b) {
    /** The acknowledged bits: bit n stands for queue offset {@code so + n}. */
    public BitSet bits() {
        return BitSet.valueOf(Base64.getDecoder().decode(b));
    }

    /** The text of {@code b} for these bits. */
    public static String text(BitSet bits) {
        return Base64.getEncoder().encodeToString(bits.toByteArray());
    }
}
