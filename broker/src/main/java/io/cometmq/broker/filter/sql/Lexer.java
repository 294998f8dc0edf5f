package io.cometmq.broker.filter.sql;

import io.cometmq.broker.filter.sql.Token.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cuts the text of an expression into words, one when it is asked for. Blanks and comments separate. One thread. */
final class Lexer {
    private static final Map<String, Kind> KEYWORDS = Stream.of(
                    Kind.AND,
                    Kind.OR,
                    Kind.NOT,
                    Kind.BETWEEN,
                    Kind.IN,
                    Kind.IS,
                    Kind.NULL,
                    Kind.TRUE,
                    Kind.FALSE,
                    Kind.CONTAINS,
                    Kind.STARTSWITH,
                    Kind.ENDSWITH)
            .collect(Collectors.toUnmodifiableMap(Kind::name, kind -> kind));

    /** Longer ones first. */
    private static final Kind[] SYMBOLS = {
        Kind.NOT_EQUAL,
        Kind.GREATER_OR_EQUAL,
        Kind.LESS_OR_EQUAL,
        Kind.EQUAL,
        Kind.GREATER,
        Kind.LESS,
        Kind.OPEN,
        Kind.CLOSE,
        Kind.COMMA,
        Kind.PLUS,
        Kind.MINUS
    };

    private static final int NONE = -1;

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    /** @throws SqlSyntaxException when what follows is no word of the language */
    Token next() throws SqlSyntaxException {
        skipBlanks();
        int start = position;
        if (start == text.length()) {
            return token(Kind.END, start, "");
        }
        char first = text.charAt(start);
        if (isNameStart(first)) {
            return word(start);
        }
        if (isDigit(first) || (first == '.' && isDigit(peek(1)))) {
            return number(start);
        }
        if (first == '\'') {
            return quoted(start);
        }
        return symbol(start);
    }

    private void skipBlanks() throws SqlSyntaxException {
        while (position < text.length()) {
            int lineEnd = text.startsWith("--", position) ? lineEnd() : NONE;
            if (lineEnd != NONE) {
                position = lineEnd + 1;
            } else if (text.startsWith("/*", position)) {
                int end = text.indexOf("*/", position + 2);
                if (end < 0) {
                    throw error(position, "the comment does not end that begins");
                }
                position = end + 2;
            } else if (" \t\n\r\f".indexOf(text.charAt(position)) >= 0) {
                position++;
            } else {
                return;
            }
        }
    }

    /** In the last line two signs are no comment. */
    private int lineEnd() {
        for (int i = position; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return i;
            }
        }
        return NONE;
    }

    private Token word(int start) {
        while (isNameStart(peek(0)) || isDigit(peek(0))) {
            position++;
        }
        String word = text.substring(start, position);
        return token(KEYWORDS.getOrDefault(word.toUpperCase(Locale.ROOT), Kind.NAME), start, word);
    }

    /** An integer has no leading zero: what follows one is a word of its own. */
    private Token number(int start) {
        skipDigits();
        boolean fraction = peek(0) == '.';
        if (fraction) {
            position++;
            skipDigits();
        }
        boolean exponent = skipExponent();
        if (fraction || exponent) {
            return token(Kind.FLOAT, start, text.substring(start, position));
        }
        if (text.charAt(start) == '0') {
            position = start + 1;
            return token(Kind.INTEGER, start, "0");
        }
        String digits = text.substring(start, position);
        if (peek(0) == 'L' || peek(0) == 'l') {
            position++;
        }
        return token(Kind.INTEGER, start, digits);
    }

    private void skipDigits() {
        while (isDigit(peek(0))) {
            position++;
        }
    }

    private boolean skipExponent() {
        if (peek(0) != 'e' && peek(0) != 'E') {
            return false;
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (!isDigit(peek(1 + sign))) {
            return false;
        }
        position += 1 + sign;
        skipDigits();
        return true;
    }

    /** As long as it can be: a doubled quote belongs to the text if a later quote ends it. */
    private Token quoted(int start) throws SqlSyntaxException {
        int end = NONE;
        for (int quote = text.indexOf('\'', start + 1); quote >= 0; quote = text.indexOf('\'', quote + 2)) {
            end = quote;
            if (quote + 1 == text.length() || text.charAt(quote + 1) != '\'') {
                break;
            }
        }
        if (end == NONE) {
            throw error(start, "the text in quotes does not end that begins");
        }
        position = end + 1;
        return token(Kind.TEXT, start, text.substring(start + 1, end).replace("''", "'"));
    }

    private Token symbol(int start) throws SqlSyntaxException {
        for (Kind symbol : SYMBOLS) {
            if (text.startsWith(symbol.description(), start)) {
                position += symbol.description().length();
                return token(symbol, start, symbol.description());
            }
        }
        throw error(start, "unexpected character '" + Character.toString(text.codePointAt(start)) + "'" + hint(start));
    }

    private String hint(int start) {
        return text.startsWith("!=", start) ? " (not equal is <>)" : "";
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A character ahead, 0 behind the end. */
    private char peek(int ahead) {
        int index = position + ahead;
        return index < text.length() ? text.charAt(index) : 0;
    }

    private SqlSyntaxException error(int at, String problem) {
        return SqlSyntaxException.at(token(Kind.END, at, ""), problem);
    }

    private Token token(Kind kind, int start, String content) {
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new Token(kind, content, line, start - text.lastIndexOf('\n', start - 1));
    }
}
