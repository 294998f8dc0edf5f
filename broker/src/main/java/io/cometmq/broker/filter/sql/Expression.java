package io.cometmq.broker.filter.sql;

/** A node of a compiled expression. Immutable; {@code toString} is as the expression could be written. */
sealed interface Expression
        permits Expression.BooleanLiteral,
                Expression.IntegerLiteral,
                Expression.FloatLiteral,
                Expression.NullLiteral,
                TextOperand,
                Minus,
                Condition {

    Outcome evaluate(PropertyValues values);

    /** The number, when it is {@link Outcome#INTEGER}. */
    default long integer() {
        throw new IllegalStateException(this + " is no integer");
    }

    /** The number, when it is {@link Outcome#INTEGER} or {@link Outcome#FLOAT}. */
    default double number() {
        throw new IllegalStateException(this + " is no number");
    }

    /** TRUE or FALSE. */
    record BooleanLiteral(boolean value) implements Expression {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return Outcome.of(value);
        }

        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /** A number without fraction. */
    record IntegerLiteral(long value) implements Expression {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return Outcome.INTEGER;
        }

        @Override
        public long integer() {
            return value;
        }

        @Override
        public double number() {
            return value;
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A number with fraction or exponent. */
    record FloatLiteral(double value) implements Expression {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return Outcome.FLOAT;
        }

        @Override
        public double number() {
            return value;
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** NULL, which is never known. */
    record NullLiteral() implements Expression {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return Outcome.NULL;
        }

        @Override
        public String toString() {
            return "NULL";
        }
    }
}
