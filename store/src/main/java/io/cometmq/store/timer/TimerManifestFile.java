package io.cometmq.store.timer;

import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** The manifest on disk, and the files that it names. One thread at a time. */
public final class TimerManifestFile {
    /** @param crc of the manifest's text: a digit that has changed is still a number */
    private record Sealed(TimerManifest manifest, long crc) {
        static Sealed of(TimerManifest manifest) {
            CRC32 crc = new CRC32();
            crc.update(Json.toJsonBytes(manifest));
            return new Sealed(manifest, crc.getValue());
        }
    }

    private final Path directory;
    private final StateFile file;

    public TimerManifestFile(Path directory) {
        this.directory = directory;
        this.file = new StateFile(directory.resolve("manifest.json"));
    }

    /**
     * Reads the manifest and every byte of its runs.
     *
     * @return {@link TimerManifest#NONE} when there is none
     * @throws IOException when it cannot be used; the text says why
     */
    public TimerManifest read() throws IOException {
        StateFile.Loaded<TimerManifest> loaded = file.load(TimerManifestFile::parse);
        if (loaded.source() == StateFile.Source.NONE) {
            return TimerManifest.NONE;
        }
        for (TimerRun run : loaded.state().runs()) {
            verify(run);
        }
        return loaded.state();
    }

    /** Why the current manifest is not the one that {@link #read} gives; empty when it is. */
    public String problem() throws IOException {
        return file.load(TimerManifestFile::parse).problem();
    }

    private static TimerManifest parse(String text) {
        Sealed sealed = Json.fromJson(text, Sealed.class);
        if (sealed.manifest == null || sealed.crc != Sealed.of(sealed.manifest).crc) {
            throw new IllegalArgumentException("its CRC is wrong");
        }
        return sealed.manifest;
    }

    private void verify(TimerRun run) throws IOException {
        TimerEntries slot = new TimerEntries();
        try (RunReader reader = new RunReader(directory, run)) {
            while (reader.slot() != SlotSource.END) {
                slot.clear();
                reader.take(slot);
            }
            if (reader.crc() != run.crc()) {
                throw new IOException(directory.resolve(run.file()) + " is damaged: its CRC is " + reader.crc()
                        + " instead of " + run.crc());
            }
        }
    }

    /** Sees what the runs hold. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(String run, long physicalOffset);
    }

    /** Shows the records that the entries of a manifest's runs stand for. */
    public void forEachEntry(TimerManifest manifest, EntryVisitor visitor) throws IOException {
        TimerEntries slot = new TimerEntries();
        for (TimerRun run : manifest.runs()) {
            try (RunReader reader = new RunReader(directory, run)) {
                while (reader.slot() != SlotSource.END) {
                    slot.clear();
                    reader.take(slot);
                    for (int i = 0; i < slot.size(); i++) {
                        visitor.visit(run.file(), slot.physicalOffset(i));
                    }
                }
            }
        }
    }

    /** Replaces the manifest; then deletes the runs that it does not name. */
    void write(TimerManifest manifest) throws IOException {
        file.store(Json.toPrettyJson(Sealed.of(manifest)));
        deleteRunsExcept(manifest);
    }

    /** Deletes everything. */
    void clear() throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "manifest.json*")) {
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        }
        deleteRunsExcept(TimerManifest.NONE);
    }

    private void deleteRunsExcept(TimerManifest manifest) throws IOException {
        Set<String> named = new HashSet<>();
        manifest.runs().forEach(run -> named.add(run.file()));
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*.run")) {
            for (Path path : paths) {
                if (!named.contains(path.getFileName().toString())) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
