package io.cometmq.broker.filter.sql;

/** What may stand on the sides of an operator, checked when the expression is compiled. */
final class OperandRules {
    private OperandRules() {}

    static Expression integer(Token token) throws SqlSyntaxException {
        try {
            return new Expression.IntegerLiteral(Long.parseLong(token.text()));
        } catch (NumberFormatException e) {
            throw SqlSyntaxException.at(token, token.text() + " is greater than " + Long.MAX_VALUE);
        }
    }

    /** A zero with a fraction is refused too, as RocketMQ does: write it without. */
    static Expression number(Token token) throws SqlSyntaxException {
        double value = Double.parseDouble(token.text());
        if (value > Double.MAX_VALUE) {
            throw SqlSyntaxException.at(token, token.text() + " is greater than " + Double.MAX_VALUE);
        }
        if (value < Double.MIN_VALUE) {
            throw SqlSyntaxException.at(token, token.text() + " is less than " + Double.MIN_VALUE);
        }
        return new Expression.FloatLiteral(value);
    }

    static void checkEquality(Expression left, Token leftToken, Expression right, Token rightToken)
            throws SqlSyntaxException {
        if (left instanceof Expression.NullLiteral || right instanceof Expression.NullLiteral) {
            throw SqlSyntaxException.at(
                    left instanceof Expression.NullLiteral ? leftToken : rightToken,
                    "NULL cannot be compared (IS NULL can be asked)");
        }
        if (left instanceof Expression.BooleanLiteral && isNumberOrText(right)) {
            throw SqlSyntaxException.at(rightToken, left + " cannot be compared with " + right);
        }
    }

    private static boolean isNumberOrText(Expression expression) {
        return expression instanceof Expression.IntegerLiteral
                || expression instanceof Expression.FloatLiteral
                || expression instanceof TextOperand.Text;
    }

    static void checkOrdered(Expression expression, Token token) throws SqlSyntaxException {
        if (expression instanceof Condition
                || expression instanceof Expression.BooleanLiteral
                || expression instanceof Expression.NullLiteral
                || expression instanceof TextOperand.Text) {
            throw SqlSyntaxException.at(token, expression + " has no order, only numbers and properties have");
        }
    }

    static void checkRange(Expression low, Expression high, Token token) throws SqlSyntaxException {
        boolean integers = low instanceof Expression.IntegerLiteral && high instanceof Expression.IntegerLiteral;
        boolean isEmpty = integers
                ? low.integer() > high.integer()
                : (isNumber(low) && isNumber(high) && low.number() > high.number());
        if (isEmpty) {
            throw SqlSyntaxException.at(token, low + " is greater than " + high + ": nothing is between them");
        }
    }

    private static boolean isNumber(Expression expression) {
        return expression instanceof Expression.IntegerLiteral || expression instanceof Expression.FloatLiteral;
    }
}
