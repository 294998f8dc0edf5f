package io.cometmq.store.check;

import io.cometmq.store.log.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether each index file's entries are those of records, and its slots and links lead to them (docs/protocol/message-formats.md 8). */
final class IndexCheck {
    private static final Pattern FILE_NAME = Pattern.compile("\\d{17}");
    private static final int HEADER_SIZE = 40;
    private static final int SLOT_SIZE = 4;
    private static final int ENTRY_SIZE = 20;

    /** Entries for each slot by default. */
    private static final int DEFAULT_ENTRIES_PER_SLOT = 4;

    private final Path root;
    private final int configuredSlots;
    private final CheckedLog log;
    private final Findings findings;
    private long entries;

    IndexCheck(CheckOptions options, CheckedLog log, Findings findings) {
        this.root = options.root();
        this.configuredSlots = options.indexSlots();
        this.log = log;
        this.findings = findings;
    }

    long entries() {
        return entries;
    }

    void check() throws IOException {
        for (Path file : CheckedFiles.children(root.resolve("index"))) {
            if (FILE_NAME.matcher(file.getFileName().toString()).matches()) {
                checkFile(file);
            } else {
                findings.add(file, 0, Finding.Severity.NOTE, "is no index file");
            }
        }
    }

    private int slots(long fileSize) {
        if (configuredSlots > 0) {
            return configuredSlots;
        }
        int bytesPerSlot = SLOT_SIZE + DEFAULT_ENTRIES_PER_SLOT * ENTRY_SIZE;
        return (fileSize - HEADER_SIZE) % bytesPerSlot == 0 ? (int) ((fileSize - HEADER_SIZE) / bytesPerSlot) : 0;
    }

    private void checkFile(Path file) throws IOException {
        long size = Files.size(file);
        int slots = slots(size);
        long entriesAt = HEADER_SIZE + (long) SLOT_SIZE * slots;
        if (slots <= 0 || entriesAt > size) {
            findings.add(
                    file,
                    0,
                    Finding.Severity.REPAIRABLE,
                    size + " bytes do not hold an index with " + slots
                            + " slots; if it is sound, say its maxHashSlotNum");
            return;
        }
        ByteBuffer header = CheckedFiles.read(file, 0, HEADER_SIZE);
        int count = header.getInt(36);
        if (count < 0 || entriesAt + (long) ENTRY_SIZE * count > size) {
            findings.add(
                    file, 36, Finding.Severity.REPAIRABLE, "an index of " + count + " entries does not fit the file");
            return;
        }
        int[] newest = new int[slots];
        if (checkEntries(file, header, entriesAt, count, newest)) {
            checkSlots(file, header, newest);
        }
    }

    /** Returns whether the links could be followed. */
    private boolean checkEntries(Path file, ByteBuffer header, long entriesAt, int count, int[] newest)
            throws IOException {
        ByteBuffer bytes = CheckedFiles.read(file, entriesAt, ENTRY_SIZE * Math.max(1, count));
        boolean linked = true;
        for (int number = 1; number < count; number++) {
            int at = number * ENTRY_SIZE;
            entries++;
            int hash = bytes.getInt(at);
            String wrong = hash < 0 ? "has the hash " + hash : wrongEntry(bytes, at, header.getLong(0));
            if (hash >= 0) {
                int slot = hash % newest.length;
                int previous = bytes.getInt(at + 16);
                if (wrong == null && previous != newest[slot]) {
                    wrong = "links to " + previous + " instead of " + newest[slot];
                }
                newest[slot] = number;
            }
            if (wrong != null) {
                linked = false;
                findings.add(file, entriesAt + at, Finding.Severity.REPAIRABLE, "entry " + number + " " + wrong);
            }
        }
        return linked;
    }

    private String wrongEntry(ByteBuffer bytes, int at, long beginTimestamp) {
        long physicalOffset = bytes.getLong(at + 4);
        if (physicalOffset < log.start() && physicalOffset >= 0) {
            return null;
        }
        RecordCursor record = log.recordAt(physicalOffset);
        if (record == null) {
            return "points at " + physicalOffset + ", where no record is";
        }
        if (!RecordKeys.keyHashes(record).contains(bytes.getInt(at))) {
            return "has a hash that is none of its record's keys";
        }
        long seconds = (record.storeTimestamp() - beginTimestamp) / 1000;
        long clamped = Math.max(0, Math.min(Integer.MAX_VALUE, seconds));
        return bytes.getInt(at + 12) == clamped ? null : "says another store time than its record";
    }

    private void checkSlots(Path file, ByteBuffer header, int[] newest) throws IOException {
        ByteBuffer slots = CheckedFiles.read(file, HEADER_SIZE, SLOT_SIZE * newest.length);
        int used = 0;
        for (int slot = 0; slot < newest.length; slot++) {
            used += newest[slot] == 0 ? 0 : 1;
            if (slots.getInt(slot * SLOT_SIZE) != newest[slot]) {
                findings.add(
                        file,
                        HEADER_SIZE + (long) SLOT_SIZE * slot,
                        Finding.Severity.REPAIRABLE,
                        "slot " + slot + " leads to " + slots.getInt(slot * SLOT_SIZE) + " instead of " + newest[slot]);
            }
        }
        if (header.getInt(32) != used) {
            findings.add(
                    file,
                    32,
                    Finding.Severity.NOTE,
                    "says that " + header.getInt(32) + " slots are used, it is " + used);
        }
    }
}
