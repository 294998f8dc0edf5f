package io.cometmq.broker.filter.sql;

/** What it does not know how to negate is unknown: only literals are numbers here, a property is a text. */
record Minus(Expression operand) implements Expression {
    @Override
    public Outcome evaluate(PropertyValues values) {
        Outcome outcome = operand.evaluate(values);
        return outcome == Outcome.INTEGER || outcome == Outcome.FLOAT || outcome == Outcome.FAILED
                ? outcome
                : Outcome.NULL;
    }

    @Override
    public long integer() {
        return -operand.integer();
    }

    @Override
    public double number() {
        return -operand.number();
    }

    @Override
    public String toString() {
        return "(- " + operand + ")";
    }
}
