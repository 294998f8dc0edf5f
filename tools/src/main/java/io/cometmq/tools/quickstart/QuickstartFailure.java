package io.cometmq.tools.quickstart;

/** The demonstration failed; the message says why to a person. */
final class QuickstartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    QuickstartFailure(String reason) {
        super(reason);
    }

    QuickstartFailure(String reason, Throwable cause) {
        super(reason, cause);
    }
}
