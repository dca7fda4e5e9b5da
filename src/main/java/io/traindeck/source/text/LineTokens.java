package io.traindeck.source.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of text, cut into words, numbers and signs, without escape sequences of terminals. Lines that differ only in
 * the digits of their numbers have the same {@link #shape()}: what one of them taught holds for all.
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
    /** Digits that are not a number: a version, an address, a hexadecimal name, a range. */
    static final byte OPAQUE = 6;
    /** A drawn rule or bar: some signs that repeat. */
    static final byte BAR = 7;
    /** A progress bar of tqdm with the percent sign before it. */
    static final byte PROGRESS = 8;
    /** The sign before a deviation, ±. */
    static final byte PLUS_MINUS = 9;

    /**
     * The number of tokens of the longest line that is looked at; a record of a hundred metrics has some five hundred.
     */
    static final int MOST = 4096;

    /** The number of tokens between two brackets that belong together; dicts may have more. */
    private static final int LONGEST_BRACKET = 512;

    private byte[] kind = new byte[256];
    private int[] start = new int[256];
    private int[] end = new int[256];

    /** The blanks before each token: 0, 1, or 2 for more blanks or a tab. */
    private byte[] gap = new byte[256];

    private final LineScanner scanner = new LineScanner();
    private byte[] line = {};
    private byte[] clean = {};
    private int count;
    private long shape;

    /** Cuts {@code buffer[from, to)}; the buffer must stay as it is until the next call. */
    void scan(byte[] buffer, int from, int to) {
        if (!cut(buffer, from, to)) {
            clean = clean.length < to - from ? new byte[to - from] : clean;
            cut(clean, 0, CharClass.clean(buffer, from, to, clean));
        }
    }

    private boolean cut(byte[] bytes, int from, int to) {
        line = bytes;
        count = 0;
        boolean whole = scanner.scan(bytes, from, to, this);
        shape = scanner.shape();
        return whole;
    }

    /** Adds the next token that the scanner found. */
    void add(byte what, int begin, int to, int blanks) {
        if (count == kind.length) {
            kind = Arrays.copyOf(kind, 2 * count);
            gap = Arrays.copyOf(gap, 2 * count);
            start = Arrays.copyOf(start, 2 * count);
            end = Arrays.copyOf(end, 2 * count);
        }
        kind[count] = what;
        start[count] = begin;
        end[count] = to;
        gap[count++] = (byte) blanks;
    }

    /** The number of tokens of the line; {@link #MOST} for a longer line. */
    int count() {
        return count;
    }

    /**
     * A number that is the same for lines that differ only in the digits of their numbers, and in practice for no
     * others.
     */
    long shape() {
        return shape;
    }

    /** The kind of a token: one of the constants above, or the sign itself, as ASCII. */
    byte kind(int token) {
        return kind[token];
    }

    boolean is(int token, int kindOrSign) {
        return token >= 0 && token < count && kind[token] == kindOrSign;
    }

    boolean isNumber(int token) {
        return token < count && (kind[token] == INTEGER || kind[token] == DECIMAL);
    }

    boolean isQuote(int token) {
        return is(token, '"') || is(token, '\'');
    }

    /** Returns whether a number that is not finite is more likely a word of a name: "nan iterations". */
    boolean isWordOfName(int token) {
        boolean letters = kind[token] == DECIMAL && CharClass.of(line[start[token]]) == CharClass.LETTER;
        return letters && is(token + 1, WORD) && gap[token + 1] == 1;
    }

    /** The blanks before the token: 0, 1, or 2 for more blanks or a tab. */
    int gap(int token) {
        return gap[token];
    }

    /** Returns whether the token follows its neighbour with nothing between them. */
    boolean glued(int token) {
        return token < count && gap[token] == 0;
    }

    /**
     * Returns the index of the bracket before {@code before} that closes the one at {@code open}; -1 if none near it
     * does.
     */
    int closing(int open, int before) {
        byte opens = kind[open];
        int closes = opens == '(' ? ')' : opens + 2;
        // A line is one dict at most, but a malicious one may have thousands of open parentheses.
        int limit = opens == '{' ? before : Math.min(before, open + LONGEST_BRACKET);
        int depth = 0;
        for (int at = open; at < limit; at++) {
            if (kind[at] == opens) {
                depth++;
            } else if (kind[at] == closes && --depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** The number of bytes of the token. */
    int length(int token) {
        return end[token] - start[token];
    }

    String text(int token) {
        return text(token, token + 1);
    }

    /** Returns the line's text from one token to before another. */
    String text(int from, int before) {
        return from >= before
                ? ""
                : new String(line, start[from], end[before - 1] - start[from], StandardCharsets.UTF_8);
    }

    double number(int token) {
        return NumberText.parse(line, start[token], end[token]);
    }

    /** Returns the seconds of a {@link #TIME}. */
    double seconds(int token) {
        return NumberText.seconds(line, start[token], end[token]);
    }

    /**
     * Reads the whole numbers in a date or a time, in their order, as far as {@code into} has places. A fraction of
     * seconds is read as thousandths, into the last place. Places that are left over become 0.
     *
     * @return how many numbers there are
     */
    int numbers(int token, long[] into) {
        return NumberText.groups(line, start[token], end[token], into);
    }
}
