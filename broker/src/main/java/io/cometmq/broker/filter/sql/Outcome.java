package io.cometmq.broker.filter.sql;

/** What an expression is for a message. Numbers and texts are asked for at the expression itself. */
enum Outcome {
    TRUE,
    FALSE,
    /** Unknown: a property is missing. */
    NULL,
    INTEGER,
    FLOAT,
    TEXT,
    /** It cannot be evaluated, such as a text that is compared with a number and is none. The whole condition then fails. */
    FAILED;

    static Outcome of(boolean condition) {
        return condition ? TRUE : FALSE;
    }

    /** As a condition: what is there and is not true is false. */
    Outcome asCondition() {
        return this == TRUE || this == NULL || this == FAILED ? this : FALSE;
    }

    Outcome negated() {
        return switch (asCondition()) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            default -> asCondition();
        };
    }
}
