package io.cometmq.broker.filter.sql;

/**
 * {@code =} and {@code <>}. The left side decides how the right one is read: a text is read as a number beside a number, and as a
 * truth beside one when it is on the left. An unknown left side leaves it unknown, an unknown right side equals nothing else.
 */
record Equality(Expression left, Expression right, boolean negated) implements Condition {
    @Override
    public Outcome evaluate(PropertyValues values) {
        Outcome first = left.evaluate(values);
        if (first == Outcome.FAILED) {
            return first;
        }
        Outcome second = right.evaluate(values);
        if (second == Outcome.FAILED) {
            return second;
        }
        Outcome equal = equal(first, second, values);
        return negated ? equal.negated() : equal;
    }

    private Outcome equal(Outcome first, Outcome second, PropertyValues values) {
        if (first == Outcome.NULL || second == Outcome.NULL) {
            return first == second ? Outcome.TRUE : first == Outcome.NULL ? Outcome.NULL : Outcome.FALSE;
        }
        return switch (first) {
            case INTEGER, FLOAT -> numberEquals(first, second, values);
            case TEXT -> textEquals((TextOperand) left, second, values);
            default -> second == Outcome.TEXT ? Outcome.FAILED : Outcome.of(first == second);
        };
    }

    private Outcome numberEquals(Outcome first, Outcome second, PropertyValues values) {
        return switch (second) {
            case INTEGER, FLOAT -> Outcome.of(Numbers.compare(left, first, right, second) == 0);
            case TEXT -> textEqualsNumber((TextOperand) right, left, first, values);
            default -> Outcome.FALSE;
        };
    }

    private Outcome textEquals(TextOperand text, Outcome second, PropertyValues values) {
        return switch (second) {
            case INTEGER, FLOAT -> textEqualsNumber(text, right, second, values);
            case TEXT -> Outcome.of(TextOperand.equal(text, (TextOperand) right, values));
            default -> Outcome.of((second == Outcome.TRUE) == isTrue(text, values));
        };
    }

    private static Outcome textEqualsNumber(TextOperand text, Expression number, Outcome kind, PropertyValues values) {
        TextNumbers numbers = values.numbers();
        if (kind == Outcome.INTEGER) {
            return numbers.isInteger(text, values) ? Outcome.of(numbers.integer() == number.integer()) : Outcome.FAILED;
        }
        return numbers.isNumber(text, values)
                ? Outcome.of(Double.compare(numbers.number(), number.number()) == 0)
                : Outcome.FAILED;
    }

    /** As Boolean.parseBoolean. */
    private static boolean isTrue(TextOperand text, PropertyValues values) {
        return text.length(values) == 4
                && (text.byteAt(values, 0) | 0x20) == 't'
                && (text.byteAt(values, 1) | 0x20) == 'r'
                && (text.byteAt(values, 2) | 0x20) == 'u'
                && (text.byteAt(values, 3) | 0x20) == 'e';
    }

    @Override
    public String toString() {
        return "(" + left + (negated ? " <> " : " = ") + right + ")";
    }
}
