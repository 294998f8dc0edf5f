package io.cometmq.tools.command;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON that a command reads from a file or leaves in one. Stateless. */
public final class JsonFile {
    private JsonFile() {}

    /** The objects of an array; none is an error. */
    public static <T> List<T> list(String file, Class<T> type) throws CommandException {
        List<T> values = new ArrayList<>();
        try {
            for (Object element : Json.fromJson(Files.readString(Path.of(file)), List.class)) {
                values.add(Json.fromJson(Json.toJson(element), type));
            }
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + file);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage());
        } catch (JsonException e) {
            throw new CommandException(file + " is no JSON array of such objects: " + e.getMessage());
        }
        if (values.isEmpty()) {
            throw new CommandException(file + " is an empty array");
        }
        return values;
    }

    /** Writes an object, and says so in RocketMQ's words. */
    public static void export(String directory, String name, Map<String, ?> value, CommandContext context)
            throws CommandException {
        Path file = Path.of(directory, name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.toPrettyJson(value) + "\n");
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage());
        }
        context.line("export " + file + " success");
    }
}
