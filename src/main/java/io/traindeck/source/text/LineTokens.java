package io.traindeck.source.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of text, cut into words, numbers and signs, without escape sequences of terminals. Lines that differ only in
 * the digits of their numbers have one {@link #shape()}: what was learned from one of them holds for all.
 *
 * <p>It is made once and filled again for each line. For one thread.
 */
final class LineTokens {
    /** A word: letters, with digits and signs inside, such as {@code err-top1} or {@code train/loss}. */
    static final byte WORD = 1;
    /** Digits with or without a sign, {@code 1,234} included. */
    static final byte INTEGER = 2;
    /** A number with a fraction or an exponent, or one that is not finite. */
    static final byte DECIMAL = 3;
    /** Hours, minutes and seconds, or minutes and seconds, with colons between them. */
    static final byte TIME = 4;
    /** Year, month and day, with the time if it is glued to them. */
    static final byte DATE = 5;
    /** Digits that are no number: a version, an address, a hexadecimal name, a range. */
    static final byte OPAQUE = 6;
    /** A drawn bar or rule: some signs that repeat. */
    static final byte BAR = 7;

    /** Tokens of the longest line that is looked at; a record of a hundred metrics has some five hundred. */
    static final int MOST = 4096;

    /** Bytes of the widest progress bar. */
    private static final int LONGEST_PROGRESS = 1000;

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    /** What each token is: one of the constants above, or the sign itself, as ASCII. */
    byte[] kind = new byte[256];

    private int[] start = new int[256];
    private int[] end = new int[256];

    /** Blanks before each token: 0, 1, or 2 for more or a tab. */
    private byte[] gap = new byte[256];

    private byte[] line = {};
    private int to;
    private byte[] clean = {};
    private int count;
    private long shape;

    private final NumberScan numbers = new NumberScan();
    private byte signedKind;

    /** Cuts {@code buffer[from, to)}; the buffer must stay as it is until the next call. */
    void scan(byte[] buffer, int from, int to) {
        if (!cut(buffer, from, to)) {
            clean = clean.length < to - from ? new byte[to - from] : clean;
            cut(clean, 0, CharClass.clean(buffer, from, to, clean));
        }
    }

    /** How many tokens the line has; {@link #MOST} of a longer line. */
    int count() {
        return count;
    }

    /** The same for lines that differ in the digits of their numbers only, and in practice for no others. */
    long shape() {
        return shape;
    }

    int gap(int token) {
        return gap[token];
    }

    boolean isNumber(int token) {
        return token < count && (kind[token] == INTEGER || kind[token] == DECIMAL);
    }

    boolean is(int token, int kindOrSign) {
        return token >= 0 && token < count && kind[token] == kindOrSign;
    }

    /** Whether the token follows its neighbour with nothing between them. */
    boolean glued(int token) {
        return token < count && gap[token] == 0;
    }

    String text(int token) {
        return new String(line, start[token], end[token] - start[token], StandardCharsets.UTF_8);
    }

    /** The line's text from one token to before another. */
    String text(int from, int before) {
        return from >= before ? "" : new String(line, start[from], end[before - 1] - start[from], StandardCharsets.UTF_8);
    }

    int length(int token) {
        return end[token] - start[token];
    }

    double number(int token) {
        return NumberText.parse(line, start[token], end[token]);
    }

    /** Seconds of a {@link #TIME}. */
    double seconds(int token) {
        return NumberText.seconds(line, start[token], end[token]);
    }

    byte byteAt(int token, int index) {
        return line[start[token] + index];
    }

    /** Returns false if there is something in the line that steers a terminal. */
    private boolean cut(byte[] bytes, int from, int limit) {
        line = bytes;
        to = limit;
        count = 0;
        long hash = PRIME;
        int depth = 0;
        int at = from;
        while (true) {
            int blanks = at;
            boolean tab = false;
            while (at < limit && CharClass.of(bytes[at]) == CharClass.BLANK) {
                tab |= bytes[at] == '\t';
                at++;
            }
            if (at >= limit || count == MOST) {
                break;
            }
            int space = tab ? 2 : Math.min(2, at - blanks);
            int begin = at;
            byte b = bytes[at];
            byte what;
            switch (CharClass.of(b)) {
                case CharClass.CONTROL -> {
                    return false;
                }
                case CharClass.LETTER -> {
                    at = endOfWord(at);
                    int notFinite = NumberText.endOfNotFinite(bytes, begin, at);
                    what = notFinite < 0 ? WORD : DECIMAL;
                    at = notFinite < 0 ? at : notFinite;
                }
                case CharClass.DIGIT -> {
                    at = numbers.scan(bytes, at, limit, depth > 0);
                    what = numbers.kind;
                }
                case CharClass.DRAWING -> {
                    at = CharClass.endOfDrawing(bytes, at, limit);
                    what = at - begin == 3 && CharClass.isColumnLine(bytes, begin) ? (byte) '|' : BAR;
                }
                default -> {
                    what = b;
                    at = signed(from, at, depth > 0);
                    if (at > begin) {
                        what = signedKind;
                    } else {
                        at = begin + 1;
                        depth += b == '[' || b == '(' ? 1 : b == ']' || b == ')' ? -1 : 0;
                    }
                }
            }
            add(what, begin, at, space);
            hash = (hash ^ (what << 3 | space)) * PRIME;
            if (what == WORD) {
                for (int i = begin; i < at; i++) {
                    hash = (hash ^ bytes[i]) * PRIME;
                    hash ^= hash >>> 29;
                }
            }
            hash ^= hash >>> 32;
        }
        shape = hash;
        return true;
    }

    private void add(byte what, int begin, int end, int space) {
        if (count == kind.length) {
            kind = Arrays.copyOf(kind, 2 * count);
            gap = Arrays.copyOf(gap, 2 * count);
            start = Arrays.copyOf(start, 2 * count);
            this.end = Arrays.copyOf(this.end, 2 * count);
        }
        kind[count] = what;
        start[count] = begin;
        this.end[count] = end;
        gap[count++] = (byte) space;
    }

    private int endOfWord(int from) {
        int at = from + 1;
        for (; at < to; at++) {
            int type = CharClass.of(line[at]);
            if (type == CharClass.DIGIT) {
                if (CharClass.of(line[at - 1]) == CharClass.LETTER && CounterWord.mayEndAt(line, from, at)) {
                    break;
                }
            } else if (type == CharClass.JOINS) {
                if (!joins(at)) {
                    break;
                }
            } else if (type != CharClass.LETTER) {
                break;
            }
        }
        return at;
    }

    private boolean joins(int at) {
        if (at + 1 >= to) {
            return false;
        }
        byte sign = line[at];
        byte next = line[at + 1];
        return switch (sign) {
            case '\'' -> CharClass.of(next) == CharClass.LETTER;
            case '@' -> next == '.' || CharClass.isWordPart(next);
            default -> CharClass.isWordPart(next);
        };
    }

    /** Where a number with a sign, a bar or a rule ends that begins at {@code at}; {@code at} if there is none. */
    private int signed(int from, int at, boolean inList) {
        byte b = line[at];
        if (at + 1 >= to) {
            return at;
        }
        byte next = line[at + 1];
        if (b == '%') {
            signedKind = BAR;
            return next == '|' ? endOfProgress(at + 2) : at;
        }
        if ((b == '-' || b == '+' || b == '.') && (at == from || !isOperand(line[at - 1]))) {
            if (CharClass.isDigit(next) || b != '.' && next == '.' && at + 2 < to && CharClass.isDigit(line[at + 2])) {
                int end = numbers.scan(line, at, to, inList);
                signedKind = numbers.kind;
                return end;
            }
            if (b != '.' && CharClass.of(next) == CharClass.LETTER) {
                signedKind = DECIMAL;
                return Math.max(at, NumberText.endOfNotFinite(line, at + 1, endOfWord(at + 1)));
            }
        }
        signedKind = BAR;
        int run = CharClass.endOfRun(line, at, to);
        return run - at >= 3 ? run : at;
    }

    /** Whether a minus after this byte would be a dash or an operator. */
    private static boolean isOperand(byte b) {
        return CharClass.isWordPart(b) || b == ')' || b == ']';
    }

    /** Progress bars of tqdm: what is drawn between the two columns is skipped. */
    private int endOfProgress(int from) {
        for (int at = from; at < to && at < from + LONGEST_PROGRESS; at++) {
            if (line[at] == '|') {
                return at + 1;
            }
        }
        return from;
    }
}
