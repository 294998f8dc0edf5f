package io.cometmq.tools.command;

import io.cometmq.common.json.Json;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;

/** What a command works with: the cluster and the terminal. Used by one thread. */
public final class CommandContext implements AutoCloseable {
    private final DefaultMQAdminExt admin;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final OutputFormat format;
    private boolean inOrder = true;

    CommandContext(DefaultMQAdminExt admin, InputStream in, PrintStream out, PrintStream err, OutputFormat format) {
        this.admin = admin;
        this.in = in;
        this.out = out;
        this.err = err;
        this.format = format;
    }

    public DefaultMQAdminExt admin() {
        return admin;
    }

    /** What the person or program that called gives; for a command that reads it. */
    public InputStream in() {
        return in;
    }

    /** Before a state is shown again: what stands there goes where a person looks, and a line parts them elsewhere. */
    void clear() {
        if (format == OutputFormat.TEXT) {
            out.print(isTerminal() ? "\033[H\033[2J" : "\n");
        }
    }

    /** A listing, in the format that was asked for. */
    public void print(Table table) {
        out.print(table.render(format));
    }

    /** An object: indented JSON, which is RocketMQ's text for it too. */
    public void printObject(Object value) {
        out.println(Json.toPrettyJson(value));
    }

    /** A line of a result that is no listing. */
    public void line(String text, Object... values) {
        out.println(values.length == 0 ? text : String.format(Locale.ROOT, text, values));
    }

    /** A line that stands beside a listing; where the listing is for programs, it goes to the error stream. */
    public void note(String text, Object... values) {
        PrintStream stream = format == OutputFormat.TEXT ? out : err;
        stream.println(values.length == 0 ? text : String.format(Locale.ROOT, text, values));
    }

    /** Shows what was printed so far, where a command goes on. */
    public void flush() {
        out.flush();
    }

    /** Whether the listing is for a program. */
    public boolean isForPrograms() {
        return format != OutputFormat.TEXT;
    }

    public OutputFormat format() {
        return format;
    }

    /** What the command was to check is not as it should be: the program that called it sees that in the status. */
    public void notInOrder() {
        inOrder = false;
    }

    boolean isInOrder() {
        return inOrder;
    }

    /** Told how much of the total is done, it shows that at a terminal, if it takes long. */
    public LongConsumer progressBar(String what, long total) {
        return !isTerminal() || isForPrograms() ? done -> {} : new ProgressBar(err, what, total, System::nanoTime);
    }

    /** How far long work is, for a person who waits. */
    public void progress(String text) {
        if (isTerminal()) {
            err.println(text);
        }
    }

    /** The script knows; {@link System#console} says other things on other JDKs. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("cometmq.terminal");
    }

    /** Whether nobody takes the output any more, as after {@code | head}. */
    public boolean isBroken() {
        return out.checkError();
    }

    /** Something that went wrong beside the rest. */
    public void warn(String text) {
        err.println(text);
    }

    @Override
    public void close() {
        admin.shutdown();
    }
}
