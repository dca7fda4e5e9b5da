package io.traindeck.source.text;

import static io.traindeck.source.text.CharClass.isDigit;

/**
 * Finds out the kind of a token that begins with a digit: a number, or a time, a date, a version, a name. For one
 * thread.
 */
final class NumberScan {
    /** The token's kind, one of {@link LineTokens}. */
    byte kind;

    private byte[] line;
    private int to;

    /**
     * Looks at the digits, or the sign and digits, at {@code from}.
     *
     * @param inList whether a comma here separates numbers rather than thousands
     * @return the end of the token
     */
    int scan(byte[] line, int from, int to, boolean inList) {
        this.line = line;
        this.to = to;
        boolean signed = line[from] == '-' || line[from] == '+';
        int first = signed ? from + 1 : from;
        int at = digits(first);
        int count = at - first;
        kind = LineTokens.INTEGER;
        if (!signed && count > 0) {
            int end = date(first, at);
            end = end > 0 ? end : time(count, at);
            if (end > 0) {
                return end;
            }
        }
        if (!inList && count > 0 && count <= 3 && line[first] != '0') {
            at = thousands(at);
        }
        if (is(at, '.') && digit(at + 1)) {
            kind = LineTokens.DECIMAL;
            at = digits(at + 1);
        }
        at = exponent(at);
        return named(at) ? endOfName(at) : at;
    }

    private int exponent(int at) {
        if (at < to && (line[at] | 32) == 'e') {
            int power = is(at + 1, '-') || is(at + 1, '+') ? at + 2 : at + 1;
            if (digit(power)) {
                kind = LineTokens.DECIMAL;
                return digits(power);
            }
        }
        return at;
    }

    private int thousands(int at) {
        int end = at;
        while (is(end, ',') && digit(end + 1) && digit(end + 2) && digit(end + 3)) {
            if (digit(end + 4)) {
                return at;
            }
            end += 4;
        }
        return end;
    }

    /** Returns the end of the time whose hours or minutes end at {@code at}; 0 if there is no time. */
    private int time(int count, int at) {
        if (count > 3 || !isPair(at, ':')) {
            return 0;
        }
        int end = at + 3;
        end = isPair(end, ':') ? end + 3 : end;
        if ((is(end, '.') || is(end, ',')) && digit(end + 1)) {
            end = digits(end + 1);
        }
        if (is(end, '/') || is(end, ':') && digit(end + 1)) {
            return 0;
        }
        kind = LineTokens.TIME;
        return end;
    }

    /** Returns whether exactly two digits follow the given sign. */
    private boolean isPair(int at, char sign) {
        return is(at, sign) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
    }

    private int date(int first, int at) {
        int count = at - first;
        boolean yearFirst = count == 4;
        if (at >= to || !(yearFirst || count <= 2) || line[at] != '-' && line[at] != '/') {
            return 0;
        }
        char sign = (char) line[at];
        int second = digits(at + 1);
        if (second - at - 1 < 1 || second - at - 1 > 2 || !is(second, sign)) {
            return 0;
        }
        int end = digits(second + 1);
        int last = end - second - 1;
        if (yearFirst ? last < 1 || last > 2 : last != 4) {
            return 0;
        }
        kind = LineTokens.DATE;
        if ((is(end, 'T') || is(end, '_')) && digit(end + 1)) {
            for (end++; digit(end) || is(end, ':') || is(end, '.') || is(end, ','); end++) {}
            end = is(end, 'Z') ? end + 1 : end;
            if ((is(end, '+') || is(end, '-')) && digit(end + 1)) {
                for (end++; digit(end) || is(end, ':'); end++) {}
            }
        }
        return end;
    }

    /**
     * Returns whether letters or signs after the digits make them part of a name: {@code 4ce6737}, {@code 1.10.1},
     * {@code 3-5}, {@code 2nd}.
     */
    private boolean named(int at) {
        if (at >= to) {
            return false;
        }
        byte b = line[at];
        if (b == '.' || b == '-') {
            return at + 1 < to && (isDigit(line[at + 1]) || line[at + 1] != '_' && CharClass.isWordPart(line[at + 1]));
        }
        if (CharClass.of(b) != CharClass.LETTER) {
            return false;
        }
        int end = at;
        boolean digits = false;
        for (; end < to && CharClass.isWordPart(line[end]); end++) {
            digits |= isDigit(line[end]);
        }
        if (digits) {
            // 1h30m is a time in words.
            return !(digit(at + 1) && (b == 'd' || b == 'h' || b == 'm'));
        }
        return b == '_' || end - at == 2 && isOrdinal(line[at], line[at + 1]);
    }

    private static boolean isOrdinal(byte a, byte b) {
        return a == 's' && b == 't' || a == 'n' && b == 'd' || a == 'r' && b == 'd' || a == 't' && b == 'h';
    }

    private int endOfName(int at) {
        kind = LineTokens.OPAQUE;
        while (at < to && (CharClass.isWordPart(line[at]) || line[at] == '.' || line[at] == '-')) {
            at++;
        }
        // A sentence may end here.
        return line[at - 1] == '.' || line[at - 1] == '-' ? at - 1 : at;
    }

    private int digits(int at) {
        while (at < to && isDigit(line[at])) {
            at++;
        }
        return at;
    }

    private boolean digit(int at) {
        return at < to && isDigit(line[at]);
    }

    private boolean is(int at, char sign) {
        return at < to && line[at] == sign;
    }
}
