package io.cometmq.broker.filter.sql;

import java.util.List;
import java.util.stream.Collectors;

/** An expression that is true, false, unknown or failed. */
sealed interface Condition extends Expression
        permits Condition.Holds,
                Condition.Not,
                Condition.Joined,
                Condition.IsNull,
                Condition.In,
                Condition.TextSearch,
                Equality,
                Ordering {

    /** A property by itself: as it is a text, it is never true. */
    record Holds(TextOperand.Property property) implements Condition {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return property.evaluate(values).asCondition();
        }

        @Override
        public String toString() {
            return property.toString();
        }
    }

    /** True where the operand is false. */
    record Not(Expression operand) implements Condition {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return operand.evaluate(values).negated();
        }

        @Override
        public String toString() {
            return "(NOT " + operand + ")";
        }
    }

    /** The word between two conditions, and the outcome of one side that makes it that of both. */
    enum Connective {
        AND(Outcome.FALSE, Outcome.TRUE),
        OR(Outcome.TRUE, Outcome.FALSE);

        private final Outcome decisive;
        private final Outcome neutral;

        Connective(Outcome decisive, Outcome neutral) {
            this.decisive = decisive;
            this.neutral = neutral;
        }
    }

    /** Two conditions; the right one is not looked at when the left one decides. */
    record Joined(Connective connective, Expression left, Expression right) implements Condition {
        @Override
        public Outcome evaluate(PropertyValues values) {
            Outcome first = left.evaluate(values).asCondition();
            if (first == connective.decisive || first == Outcome.FAILED) {
                return first;
            }
            Outcome second = right.evaluate(values).asCondition();
            return first == connective.neutral || second != connective.neutral ? second : first;
        }

        @Override
        public String toString() {
            return "(" + left + " " + connective + " " + right + ")";
        }
    }

    /** Whether there is a value. */
    record IsNull(Expression operand, boolean negated) implements Condition {
        @Override
        public Outcome evaluate(PropertyValues values) {
            Outcome outcome = operand.evaluate(values);
            return outcome == Outcome.FAILED ? outcome : Outcome.of((outcome == Outcome.NULL) != negated);
        }

        @Override
        public String toString() {
            return "(" + operand + (negated ? " IS NOT NULL)" : " IS NULL)");
        }
    }

    /** Whether a property is one of some texts. */
    record In(TextOperand.Property property, List<TextOperand.Text> texts, boolean negated) implements Condition {
        @Override
        public Outcome evaluate(PropertyValues values) {
            if (property.evaluate(values) == Outcome.NULL) {
                return Outcome.NULL;
            }
            for (int i = 0; i < texts.size(); i++) {
                if (TextOperand.equal(property, texts.get(i), values)) {
                    return Outcome.of(!negated);
                }
            }
            return Outcome.of(negated);
        }

        @Override
        public String toString() {
            return "(" + property + (negated ? " NOT IN (" : " IN (")
                    + texts.stream().map(Object::toString).collect(Collectors.joining(", ")) + "))";
        }
    }

    /** Where a text is looked for. */
    enum Place {
        CONTAINS,
        STARTSWITH,
        ENDSWITH
    }

    /** Looks for a text in another; false, even when negated, where there is no text to look in or nothing to look for. */
    record TextSearch(Place place, Expression operand, TextOperand.Text sought, boolean negated) implements Condition {
        @Override
        public Outcome evaluate(PropertyValues values) {
            if (sought.bytes().length == 0) {
                return Outcome.FALSE;
            }
            Outcome outcome = operand.evaluate(values);
            if (outcome != Outcome.TEXT) {
                return outcome == Outcome.FAILED ? outcome : Outcome.FALSE;
            }
            return Outcome.of(isFound((TextOperand) operand, values) != negated);
        }

        private boolean isFound(TextOperand text, PropertyValues values) {
            byte[] wanted = sought.bytes();
            int last = text.length(values) - wanted.length;
            if (last < 0) {
                return false;
            }
            return switch (place) {
                case STARTSWITH -> text.matchesAt(values, 0, wanted);
                case ENDSWITH -> text.matchesAt(values, last, wanted);
                case CONTAINS -> isFoundUpTo(last, text, values);
            };
        }

        private boolean isFoundUpTo(int last, TextOperand text, PropertyValues values) {
            for (int from = 0; from <= last; from++) {
                if (text.matchesAt(values, from, sought.bytes())) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "(" + operand + (negated ? " NOT " : " ") + place + " " + sought + ")";
        }
    }
}
