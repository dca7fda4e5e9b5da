package io.traindeck.source.text;

/** The kinds of bytes in UTF-8 text, by what they can be part of. */
final class CharClass {
    static final byte SIGN = 0;
    static final byte BLANK = 1;
    /** Letters, the underscore, and letters of other alphabets than Latin. */
    static final byte LETTER = 2;

    static final byte DIGIT = 3;
    /** A sign that may stand inside a word, between letters. */
    static final byte JOINS = 4;
    /** The first byte of a sign that draws: lines, blocks, arrows, emoji. */
    static final byte DRAWING = 5;
    /** A byte that steers a terminal. */
    static final byte CONTROL = 6;

    private static final byte[] OF = new byte[256];

    /** Signs that bars and rules are made of. */
    private static final boolean[] IN_BAR = new boolean[256];

    static {
        for (int b = 0; b < 256; b++) {
            if (b < ' ' || b == 127) {
                OF[b] = CONTROL;
            } else if (b >= '0' && b <= '9') {
                OF[b] = DIGIT;
            } else if (b == '_' || (b | 32) >= 'a' && (b | 32) <= 'z' || b >= 128) {
                OF[b] = LETTER;
            }
        }
        OF[' '] = OF['\t'] = OF['\r'] = BLANK;
        OF['-'] = OF['.'] = OF['/'] = OF['@'] = OF['\''] = JOINS;
        // U+0080 to U+00BF, U+2000 to U+2FFF, U+F000 and up: signs, not letters.
        OF[0xC2] = OF[0xE2] = OF[0xEF] = OF[0xF0] = DRAWING;
        for (char c : "=>.#-*~<+^".toCharArray()) {
            IN_BAR[c] = true;
        }
    }

    private CharClass() {}

    static byte of(byte b) {
        return OF[b & 255];
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isWordPart(byte b) {
        byte type = OF[b & 255];
        return type == LETTER || type == DIGIT;
    }

    /** Returns the end of the run of signs that bars are made of. */
    static int endOfRun(byte[] line, int from, int to) {
        int at = from;
        while (at < to && IN_BAR[line[at] & 255]) {
            at++;
        }
        return at;
    }

    /** Returns the end of the drawn signs that begin at {@code from}. */
    static int endOfDrawing(byte[] line, int from, int to) {
        int at = from;
        while (at < to && OF[line[at] & 255] == DRAWING) {
            at++;
            while (at < to && (line[at] & 0xC0) == 0x80) {
                at++;
            }
        }
        return at;
    }

    /** Returns the kind of the drawn signs in {@code line[from, to)}, one of {@link LineTokens}. */
    static byte drawn(byte[] line, int from, int to) {
        int first = line[from] & 255;
        if (to - from == 2 && first == 0xC2 && (line[from + 1] & 255) == 0xB1) {
            return LineTokens.PLUS_MINUS;
        }
        // U+2502 and U+2503 stand between the columns of drawn tables.
        boolean column =
                to - from == 3 && first == 0xE2 && (line[from + 1] & 255) == 0x94 && (line[from + 2] & 0xFE) == 0x82;
        return column ? (byte) '|' : LineTokens.BAR;
    }

    /** Copies the text without escape sequences and control characters; returns its length. */
    static int clean(byte[] line, int from, int to, byte[] into) {
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = line[at];
            if (b == 27) {
                at = endOfEscape(line, at + 1, to);
            } else if (OF[b & 255] != CONTROL) {
                into[length++] = b;
            }
        }
        return length;
    }

    /** Returns the index of the last byte of the escape sequence whose second byte is at {@code at}. */
    private static int endOfEscape(byte[] line, int at, int to) {
        if (at >= to) {
            return at;
        }
        if (line[at] == '[') {
            for (at++; at < to && (line[at] < '@' || line[at] > '~'); at++) {}
        } else if (line[at] == ']') {
            // This is a title: it ends with BEL, or with another escape and a backslash.
            for (at++; at < to && line[at] != 7 && line[at] != '\\'; at++) {}
        } else if (line[at] == '(' || line[at] == ')') {
            at++;
        }
        return at;
    }
}
