package io.cometmq.broker.filter.sql;

/**
 * Numbers written as text, read as Java reads them, from the bytes for the usual forms. What is no number is told by {@link
 * #isInteger} and {@link #isNumber} without an exception where that can be seen at once. Belongs to one evaluation: reading keeps the
 * number in here.
 */
final class TextNumbers {
    /** Any number with so many digits fits a long, and a double without loss. */
    private static final int SAFE_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** What a text that Java reads as a double may begin with, once blanks are taken off. */
    private static final String FIRST_OF_NUMBER = "0123456789+-.NI";

    private long integer;
    private double number;

    /** Whether the text is an integer as {@link Long#parseLong(String)} reads it; it is then kept. */
    boolean isInteger(TextOperand text, PropertyValues values) {
        int length = text.length(values);
        boolean negative = length > 0 && text.byteAt(values, 0) == '-';
        int first = negative ? 1 : 0;
        if (length == first || length - first > SAFE_DIGITS) {
            return parseInteger(text.text(values));
        }
        long value = 0;
        for (int i = first; i < length; i++) {
            int digit = text.byteAt(values, i) - '0';
            if (digit < 0 || digit > 9) {
                return mayBeNumber(text.byteAt(values, i)) && parseInteger(text.text(values));
            }
            value = value * 10 + digit;
        }
        integer = negative ? -value : value;
        return true;
    }

    /** A sign, or a digit of another script, which Java takes. */
    private static boolean mayBeNumber(byte b) {
        return b == '+' || b < 0;
    }

    private boolean parseInteger(String text) {
        try {
            integer = Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    long integer() {
        return integer;
    }

    /** Whether the text is a number as {@link Double#parseDouble(String)} reads it; it is then kept. */
    boolean isNumber(TextOperand text, PropertyValues values) {
        int length = text.length(values);
        boolean negative = length > 0 && text.byteAt(values, 0) == '-';
        long digits = 0;
        int count = 0;
        int decimals = -1;
        for (int i = negative ? 1 : 0; i < length; i++) {
            int digit = text.byteAt(values, i) - '0';
            if (digit == '.' - '0' && decimals < 0) {
                decimals = 0;
            } else if (digit < 0 || digit > 9 || ++count > SAFE_DIGITS) {
                return parseNumber(text, values);
            } else {
                digits = digits * 10 + digit;
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        if (count == 0) {
            return false;
        }
        double value = digits / POWERS_OF_TEN[Math.max(0, decimals)];
        number = negative ? -value : value;
        return true;
    }

    private boolean parseNumber(TextOperand operand, PropertyValues values) {
        byte first = operand.byteAt(values, 0);
        if (first > ' ' && FIRST_OF_NUMBER.indexOf(first) < 0) {
            return false;
        }
        try {
            number = Double.parseDouble(operand.text(values));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    double number() {
        return number;
    }
}
