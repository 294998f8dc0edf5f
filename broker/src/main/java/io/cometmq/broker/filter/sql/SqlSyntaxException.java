package io.cometmq.broker.filter.sql;

/** An expression that is none; the text says what is wrong and where. */
public final class SqlSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SqlSyntaxException(String message) {
        super(message, null, false, false);
    }

    static SqlSyntaxException at(Token token, String problem) {
        return new SqlSyntaxException(problem + " at line " + token.line() + ", column " + token.column());
    }
}
