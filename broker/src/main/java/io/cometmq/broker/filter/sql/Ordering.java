package io.cometmq.broker.filter.sql;

/**
 * {@code > >= < <=}: by number. A text is read as an integer beside an integer, else as a number with fraction; one that is no such
 * number fails. Unknown when a side is.
 */
record Ordering(Operator operator, Expression left, Expression right) implements Condition {
    /** Which order holds. */
    enum Operator {
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        Outcome of(int order) {
            return Outcome.of(
                    switch (this) {
                        case GREATER -> order > 0;
                        case GREATER_OR_EQUAL -> order >= 0;
                        case LESS -> order < 0;
                        case LESS_OR_EQUAL -> order <= 0;
                    });
        }
    }

    @Override
    public Outcome evaluate(PropertyValues values) {
        Outcome first = left.evaluate(values);
        if (first == Outcome.FAILED || first == Outcome.NULL) {
            return first;
        }
        Outcome second = right.evaluate(values);
        if (second == Outcome.FAILED || second == Outcome.NULL) {
            return second;
        }
        if (first == Outcome.TEXT) {
            return second == Outcome.TEXT
                    ? compareTexts((TextOperand) left, (TextOperand) right, values)
                    : compare((TextOperand) left, right, second, 1, values);
        }
        return second == Outcome.TEXT
                ? compare((TextOperand) right, left, first, -1, values)
                : operator.of(Numbers.compare(left, first, right, second));
    }

    /** @param sign 1 when the text is on the left, -1 when it is on the right */
    private Outcome compare(TextOperand text, Expression number, Outcome kind, int sign, PropertyValues values) {
        TextNumbers numbers = values.numbers();
        if (kind == Outcome.INTEGER) {
            return numbers.isInteger(text, values)
                    ? operator.of(sign * Long.compare(numbers.integer(), number.integer()))
                    : Outcome.FAILED;
        }
        return numbers.isNumber(text, values)
                ? operator.of(sign * Double.compare(numbers.number(), number.number()))
                : Outcome.FAILED;
    }

    private Outcome compareTexts(TextOperand first, TextOperand second, PropertyValues values) {
        TextNumbers numbers = values.numbers();
        if (!numbers.isNumber(first, values)) {
            return Outcome.FAILED;
        }
        double number = numbers.number();
        return numbers.isNumber(second, values)
                ? operator.of(Double.compare(number, numbers.number()))
                : Outcome.FAILED;
    }

    @Override
    public String toString() {
        return "(" + left + " " + operator.symbol + " " + right + ")";
    }
}
