package io.cometmq.common.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A small state file in UTF-8 that is replaced as a whole: the new text is written aside and forced, the current file becomes
 * the previous one ({@code .bak}), and the new one takes its name. At every moment one of the two is whole
 * (docs/protocol/message-formats.md 10). A current file that was found damaged is kept as {@code .damaged} instead. One owner per path; its methods exclude one another.
 */
public final class StateFile {
    /** Which file a state was read from. */
    public enum Source {
        CURRENT,
        PREVIOUS,
        /** Neither file exists: nothing was ever stored. */
        NONE
    }

    /**
     * A state that was read.
     *
     * @param state null when the source is {@link Source#NONE}
     * @param problem why the current file was not used; empty when it was, or when there is none at all
     */
    public record Loaded<T>(T state, Source source, String problem) {}

    /** Makes a state of a file's text; any exception means that the text is not whole. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text);
    }

    private final Path current;
    private final Path previous;
    private final Path aside;

    /** Whether the current file is worth keeping as the previous one; guarded by this. */
    private boolean currentIsWhole = true;

    public StateFile(Path path) {
        this.current = path;
        this.previous = path.resolveSibling(path.getFileName() + ".bak");
        this.aside = path.resolveSibling(path.getFileName() + ".tmp");
    }

    public Path path() {
        return current;
    }

    /**
     * Reads the current file, or the previous one when the current is missing, empty or does not parse.
     *
     * @throws IOException when a file cannot be read, or when there is one but none that parses: going on without it
     *     would lose the state, so somebody has to look
     */
    public synchronized <T> Loaded<T> load(Parser<T> parser) throws IOException {
        Attempt<T> first = attempt(current, parser);
        currentIsWhole = first.state != null;
        if (currentIsWhole) {
            return new Loaded<>(first.state, Source.CURRENT, "");
        }
        Attempt<T> second = attempt(previous, parser);
        if (second.state != null) {
            return new Loaded<>(second.state, Source.PREVIOUS, first.problem);
        }
        if (first.broken || second.broken) {
            throw new IOException("No usable state: " + first.problem + "; " + second.problem
                    + "; repair one of the files, or remove both to start without it");
        }
        return new Loaded<>(null, Source.NONE, "");
    }

    private record Attempt<T>(T state, boolean broken, String problem) {}

    private static <T> Attempt<T> attempt(Path file, Parser<T> parser) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Attempt<>(null, false, file + " is missing");
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            String text = text(bytes);
            if (text.isBlank()) {
                return new Attempt<>(null, true, file + " is empty");
            }
            T state = parser.parse(text);
            return state == null
                    ? new Attempt<>(null, true, file + " holds no state")
                    : new Attempt<>(state, false, "");
        } catch (CharacterCodingException e) {
            return new Attempt<>(null, true, file + " does not parse: it is not UTF-8");
        } catch (RuntimeException e) {
            return new Attempt<>(null, true, file + " does not parse: " + e.getMessage());
        }
    }

    /**
     * The text of a file's bytes; nothing of it is replaced.
     *
     * @throws CharacterCodingException when it is not UTF-8
     */
    public static String text(byte[] bytes) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /**
     * Replaces the state; when this returns, it is on disk.
     *
     * @throws IOException when it could not be stored; the state stored before is still there
     */
    public synchronized void store(String text) throws IOException {
        Path directory = current.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        write(aside, text);
        if (Files.exists(current)) {
            Path kept = currentIsWhole ? previous : unusedName();
            Files.move(current, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(aside, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(directory);
        currentIsWhole = true;
    }

    /** For a file that somebody may want to look into: it did not parse. */
    private Path unusedName() {
        Path name = current.resolveSibling(current.getFileName() + ".damaged");
        for (int i = 2; Files.exists(name); i++) {
            name = current.resolveSibling(current.getFileName() + ".damaged" + i);
        }
        return name;
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A rename is on disk only when its directory is. */
    private static void forceDirectory(Path directory) throws IOException {
        if (isWindows()) {
            return; // directories cannot be opened there, and renames are journaled
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean isWindows() {
        return java.io.File.separatorChar == '\\';
    }
}
