package io.cometmq.broker.filter.sql;

/** Compares numbers: as integers when both are, else as doubles in Java's total order. */
final class Numbers {
    private Numbers() {}

    static int compare(Expression left, Outcome leftKind, Expression right, Outcome rightKind) {
        return leftKind == Outcome.INTEGER && rightKind == Outcome.INTEGER
                ? Long.compare(left.integer(), right.integer())
                : Double.compare(left.number(), right.number());
    }
}
