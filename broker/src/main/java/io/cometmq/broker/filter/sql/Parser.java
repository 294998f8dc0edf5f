package io.cometmq.broker.filter.sql;

import io.cometmq.broker.filter.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one expression by recursive descent, one word ahead; the grammar is in the package's description. It stops at the first word
 * that cannot go on the expression, as RocketMQ's does: who compiles decides what to make of the rest. One thread, used once.
 */
final class Parser {
    /** With more, or more deeply nested ones, the stack of the thread that compiles or evaluates them might overflow. */
    static final int MAX_OPERATORS = 2_000;

    static final int MAX_NESTING = 200;

    private final Lexer lexer;
    private final Map<String, TextOperand.Property> properties = new LinkedHashMap<>();
    private Token token;
    private int operators;
    private int nesting;

    Parser(String text) throws SqlSyntaxException {
        lexer = new Lexer(text);
        token = lexer.next();
    }

    /** The word that follows what was read. */
    Token rest() {
        return token;
    }

    /** The properties named, in the order of their slots. */
    List<String> propertyNames() {
        return List.copyOf(properties.keySet());
    }

    /** @throws SqlSyntaxException when the text does not begin with a condition */
    Expression parse() throws SqlSyntaxException {
        Token first = token;
        return asCondition(disjunction(), first);
    }

    private Expression disjunction() throws SqlSyntaxException {
        Token first = token;
        Expression left = conjunction();
        while (token.kind() == Kind.OR) {
            countOperator();
            advance();
            Token second = token;
            left = new Condition.Joined(
                    Condition.Connective.OR, asCondition(left, first), asCondition(conjunction(), second));
        }
        return left;
    }

    private Expression conjunction() throws SqlSyntaxException {
        Token first = token;
        Expression left = equality();
        while (token.kind() == Kind.AND) {
            countOperator();
            advance();
            Token second = token;
            left = new Condition.Joined(
                    Condition.Connective.AND, asCondition(left, first), asCondition(equality(), second));
        }
        return left;
    }

    private Expression equality() throws SqlSyntaxException {
        Token first = token;
        Expression left = comparison();
        while (true) {
            Kind kind = token.kind();
            if (kind == Kind.EQUAL || kind == Kind.NOT_EQUAL) {
                countOperator();
                advance();
                Token second = token;
                Expression right = comparison();
                OperandRules.checkEquality(left, first, right, second);
                left = new Equality(left, right, kind == Kind.NOT_EQUAL);
            } else if (kind == Kind.IS) {
                countOperator();
                advance();
                boolean negated = skip(Kind.NOT);
                expect(Kind.NULL, negated ? "NULL" : "NULL or NOT NULL");
                left = new Condition.IsNull(left, negated);
            } else {
                return left;
            }
        }
    }

    private Expression comparison() throws SqlSyntaxException {
        Token first = token;
        Expression left = unary();
        while (true) {
            Ordering.Operator operator = orderingOperator();
            if (operator != null) {
                countOperator();
                advance();
                Token second = token;
                Expression right = unary();
                left = order(operator, left, first, right, second);
                continue;
            }
            boolean negated = token.kind() == Kind.NOT;
            if (negated) {
                advance();
            }
            Expression further = predicate(left, first, negated);
            if (further == null) {
                if (negated) {
                    throw unexpected("BETWEEN, IN, CONTAINS, STARTSWITH or ENDSWITH after NOT");
                }
                return left;
            }
            left = further;
        }
    }

    private Ordering.Operator orderingOperator() {
        return switch (token.kind()) {
            case GREATER -> Ordering.Operator.GREATER;
            case GREATER_OR_EQUAL -> Ordering.Operator.GREATER_OR_EQUAL;
            case LESS -> Ordering.Operator.LESS;
            case LESS_OR_EQUAL -> Ordering.Operator.LESS_OR_EQUAL;
            default -> null;
        };
    }

    private static Expression order(
            Ordering.Operator operator, Expression left, Token first, Expression right, Token second)
            throws SqlSyntaxException {
        OperandRules.checkOrdered(left, first);
        OperandRules.checkOrdered(right, second);
        return new Ordering(operator, left, right);
    }

    /** Null when the next word begins no predicate. */
    private Expression predicate(Expression operand, Token first, boolean negated) throws SqlSyntaxException {
        Condition.Place place =
                switch (token.kind()) {
                    case CONTAINS -> Condition.Place.CONTAINS;
                    case STARTSWITH -> Condition.Place.STARTSWITH;
                    case ENDSWITH -> Condition.Place.ENDSWITH;
                    default -> null;
                };
        if (place != null) {
            countOperator();
            advance();
            return new Condition.TextSearch(place, operand, text(), negated);
        }
        return switch (token.kind()) {
            case BETWEEN -> between(operand, first, negated);
            case IN -> in(operand, first, negated);
            default -> null;
        };
    }

    private Expression between(Expression operand, Token first, boolean negated) throws SqlSyntaxException {
        countOperator();
        advance();
        Token lowToken = token;
        Expression low = unary();
        expect(Kind.AND, "AND");
        Token highToken = token;
        Expression high = unary();
        if (negated) {
            return new Condition.Joined(
                    Condition.Connective.OR,
                    order(Ordering.Operator.LESS, operand, first, low, lowToken),
                    order(Ordering.Operator.GREATER, operand, first, high, highToken));
        }
        OperandRules.checkRange(low, high, lowToken);
        return new Condition.Joined(
                Condition.Connective.AND,
                order(Ordering.Operator.GREATER_OR_EQUAL, operand, first, low, lowToken),
                order(Ordering.Operator.LESS_OR_EQUAL, operand, first, high, highToken));
    }

    private Expression in(Expression operand, Token first, boolean negated) throws SqlSyntaxException {
        if (!(operand instanceof TextOperand.Property property)) {
            throw SqlSyntaxException.at(first, "IN needs a property on its left, not " + operand);
        }
        countOperator();
        advance();
        expect(Kind.OPEN, "'('");
        List<TextOperand.Text> texts = new ArrayList<>();
        do {
            texts.add(text());
        } while (skip(Kind.COMMA));
        expect(Kind.CLOSE, "',' or ')'");
        return new Condition.In(property, List.copyOf(texts), negated);
    }

    private TextOperand.Text text() throws SqlSyntaxException {
        String content = token.text();
        expect(Kind.TEXT, Kind.TEXT.description());
        return new TextOperand.Text(content);
    }

    private Expression unary() throws SqlSyntaxException {
        nesting++;
        if (nesting > MAX_NESTING) {
            throw SqlSyntaxException.at(token, "the expression is nested more than " + MAX_NESTING + " deep");
        }
        Expression expression = signed();
        nesting--;
        return expression;
    }

    private Expression signed() throws SqlSyntaxException {
        return switch (token.kind()) {
            case PLUS -> {
                advance();
                yield unary();
            }
            case MINUS -> {
                advance();
                yield new Minus(unary());
            }
            case NOT -> {
                advance();
                Token operand = token;
                yield new Condition.Not(asCondition(unary(), operand));
            }
            default -> primary();
        };
    }

    private Expression primary() throws SqlSyntaxException {
        Token read = token;
        Expression expression =
                switch (read.kind()) {
                    case TRUE -> new Expression.BooleanLiteral(true);
                    case FALSE -> new Expression.BooleanLiteral(false);
                    case NULL -> new Expression.NullLiteral();
                    case INTEGER -> OperandRules.integer(read);
                    case FLOAT -> OperandRules.number(read);
                    case TEXT -> new TextOperand.Text(read.text());
                    case NAME ->
                        properties.computeIfAbsent(
                                read.text(), name -> new TextOperand.Property(properties.size(), name));
                    case OPEN -> null;
                    default -> throw unexpected("a property name, a number, a text, TRUE, FALSE, NULL, NOT or '('");
                };
        advance();
        if (expression != null) {
            return expression;
        }
        expression = disjunction();
        expect(Kind.CLOSE, "')' for the '(' at line " + read.line() + ", column " + read.column() + ", or an operator");
        return expression;
    }

    private static Expression asCondition(Expression expression, Token first) throws SqlSyntaxException {
        if (expression instanceof TextOperand.Property property) {
            return new Condition.Holds(property);
        }
        if (expression instanceof Condition
                || expression instanceof Expression.BooleanLiteral
                || expression instanceof Expression.NullLiteral) {
            return expression;
        }
        throw SqlSyntaxException.at(first, expression + " is neither true nor false, but stands for a condition");
    }

    private void countOperator() throws SqlSyntaxException {
        operators++;
        if (operators > MAX_OPERATORS) {
            throw SqlSyntaxException.at(token, "the expression has more than " + MAX_OPERATORS + " operators");
        }
    }

    private void advance() throws SqlSyntaxException {
        token = lexer.next();
    }

    private boolean skip(Kind kind) throws SqlSyntaxException {
        if (token.kind() != kind) {
            return false;
        }
        advance();
        return true;
    }

    private void expect(Kind kind, String wanted) throws SqlSyntaxException {
        if (!skip(kind)) {
            throw unexpected(wanted);
        }
    }

    private SqlSyntaxException unexpected(String wanted) {
        return SqlSyntaxException.at(token, "unexpected " + token + ", " + wanted + " expected");
    }
}
