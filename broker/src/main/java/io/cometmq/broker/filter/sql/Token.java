package io.cometmq.broker.filter.sql;

/**
 * A word of an expression.
 *
 * @param text a literal's or name's own text (quotes taken off and doubled ones halved), else as it was written
 * @param line where it begins, from 1
 * @param column where it begins, from 1
 */
record Token(Kind kind, String text, int line, int column) {
    /** Keywords have their own name in capitals. */
    enum Kind {
        AND("AND"),
        OR("OR"),
        NOT("NOT"),
        BETWEEN("BETWEEN"),
        IN("IN"),
        IS("IS"),
        NULL("NULL"),
        TRUE("TRUE"),
        FALSE("FALSE"),
        CONTAINS("CONTAINS"),
        STARTSWITH("STARTSWITH"),
        ENDSWITH("ENDSWITH"),
        EQUAL("="),
        NOT_EQUAL("<>"),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        OPEN("("),
        CLOSE(")"),
        COMMA(","),
        PLUS("+"),
        MINUS("-"),
        INTEGER("a number"),
        FLOAT("a number"),
        TEXT("a text in single quotes"),
        NAME("a property name"),
        END("the end of the expression");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    @Override
    public String toString() {
        return kind == Kind.END ? kind.description() : "'" + text + "'";
    }
}
