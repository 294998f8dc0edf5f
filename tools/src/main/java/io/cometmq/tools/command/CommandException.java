package io.cometmq.tools.command;

/** A command cannot be carried out; the text is for the person who called it. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }
}
