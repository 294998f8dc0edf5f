package io.cometmq.broker.filter.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A compiled condition over a message's properties. Immutable and thread-safe; evaluating it allocates nothing in the usual case. */
public final class SqlExpression {
    /** Longer texts are refused. */
    public static final int MAX_LENGTH = 32_768;

    private static final ThreadLocal<PropertyValues> VALUES = ThreadLocal.withInitial(PropertyValues::new);

    /** What a condition says of a message. */
    public enum Verdict {
        MATCHES,
        DOES_NOT_MATCH,
        /** A property is missing that decides. */
        UNKNOWN,
        /** A property has a text that cannot be compared with what it is compared with. */
        FAILED
    }

    private final String text;
    private final Expression root;
    private final byte[][] names;
    private final String ignored;

    private SqlExpression(String text, Expression root, byte[][] names, String ignored) {
        this.text = text;
        this.root = root;
        this.names = names;
        this.ignored = ignored;
    }

    /** @throws SqlSyntaxException when the text is no condition; the message says what is wrong and where */
    public static SqlExpression compile(String text) throws SqlSyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new SqlSyntaxException(
                    "the expression has " + text.length() + " characters, " + MAX_LENGTH + " are possible");
        }
        Parser parser = new Parser(text);
        Expression root = parser.parse();
        byte[][] names = parser.propertyNames().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        Token rest = parser.rest();
        String ignored = rest.kind() == Token.Kind.END
                ? ""
                : "everything from " + rest + " at line " + rest.line() + ", column " + rest.column();
        return new SqlExpression(text, root, names, ignored);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /**
     * What of the text is no part of the condition, empty in a good expression: RocketMQ takes the longest condition that the text
     * begins with and says nothing, and applications may rely on it.
     */
    public String ignored() {
        return ignored;
    }

    /** Evaluates the condition for the properties text at these absolute positions of the buffer. */
    public Verdict evaluate(ByteBuffer properties, int offset, int length) {
        PropertyValues values = VALUES.get();
        values.scan(names, properties, offset, length);
        return switch (root.evaluate(values).asCondition()) {
            case TRUE -> Verdict.MATCHES;
            case NULL -> Verdict.UNKNOWN;
            case FAILED -> Verdict.FAILED;
            default -> Verdict.DOES_NOT_MATCH;
        };
    }

    /** The condition with all parentheses. */
    @Override
    public String toString() {
        return root.toString();
    }
}
