package io.cometmq.tools.command;

/** A command cannot be carried out; the text is for the person who called it. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    public CommandException(String message) {
        this(message, 1);
    }

    /** @param status with which the program ends */
    public CommandException(String message, int status) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
