package io.cometmq.store.timer;

/**
 * A file of entries in the order of their time, which never changes.
 *
 * @param file name within the timer directory
 * @param entries how many it holds
 * @param minPhysicalOffset lowest commit log offset of a record that an entry stands for
 * @param crc CRC-32 of the whole file
 */
public record TimerRun(String file, long entries, long minPhysicalOffset, long crc) {
    long sizeBytes() {
        return entries * TimerEntries.ENTRY_BYTES;
    }
}
