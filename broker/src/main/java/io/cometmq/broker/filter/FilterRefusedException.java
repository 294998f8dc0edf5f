package io.cometmq.broker.filter;

/** A filter that a reader does not get. No stack trace: it says something about the reader, not about us. */
public final class FilterRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    FilterRefusedException(int code, String remark) {
        super(remark, null, false, false);
        this.code = code;
    }

    /** The response code that tells the reader. */
    public int code() {
        return code;
    }
}
