package io.traindeck.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * Makes text of unknown origin harmless: names, messages and everything else in a log or a folder may have control
 * characters, escape sequences and marks that turn the direction of a line.
 */
public final class Safe {
    /**
     * A sign for the second cell of a character of the basic plane that takes two cells, so that a text is as long as
     * it is wide. A character beyond that plane is two {@code char}s long by itself.
     */
    public static final char SECOND_CELL = '\u200b';

    private static final char REPLACEMENT = '?';
    private static final char LAST_ASCII = '~';

    /** Fullwidth forms of Latin letters and signs: U+FF01 to U+FF60, and U+FFE0 to U+FFE6. */
    private static final int FULLWIDTH = 0xff01;

    private static final int FULLWIDTH_END = 0xff60;
    private static final int FULLWIDTH_SIGNS = 0xffe0;
    private static final int FULLWIDTH_SIGNS_END = 0xffe6;

    /** Punctuation and signs of Chinese, Japanese and Korean texts: U+2E80 to U+33FF, and U+FE30 to U+FE4F. */
    private static final int CJK_SIGNS = 0x2e80;

    private static final int CJK_SIGNS_END = 0x33ff;
    private static final int CJK_FORMS = 0xfe30;
    private static final int CJK_FORMS_END = 0xfe4f;

    /** The letters two of which make a flag: U+1F1E6 to U+1F1FF. */
    private static final int FLAGS = 0x1f1e6;

    private static final int FLAGS_END = 0x1f1ff;

    private Safe() {}

    /**
     * Returns the text for a plain line or a name: each control, invisible or unassigned character becomes a {@code ?}.
     * Nothing vanishes, so that two names that differ also look different. Wide characters stay, since a line has no
     * cells to fit.
     */
    public static String forLine(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(prints(c) ? c : REPLACEMENT));
        return safe.toString();
    }

    private static boolean prints(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }

    /**
     * Returns the text for cells of a screen: a {@code char} for each cell, so that a text is as wide as it is long.
     * Control characters, the first characters of escape sequences and invisible marks are dropped. A character that
     * may take two cells takes two {@code char}s, see {@link #SECOND_CELL}; the screen decides whether it can be shown.
     *
     * @param text may be null
     */
    public static String forCells(String text) {
        if (text == null) {
            return "";
        }
        if (isPrintableAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        // A file system may keep a letter and its accent, or the parts of a Korean syllable, apart.
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
                case Character.CONTROL -> out.append(point == '\n' || point == '\t' ? " " : "");
                case Character.FORMAT,
                        Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.COMBINING_SPACING_MARK -> {
                    // These characters have no cell of their own.
                }
                case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> out.append(REPLACEMENT);
                default -> appendShown(out, point);
            }
        });
        return out.toString();
    }

    private static void appendShown(StringBuilder out, int point) {
        if (isNarrow(point)) {
            out.append((char) point);
        } else if (Character.isBmpCodePoint(point)) {
            out.append((char) point).append(SECOND_CELL);
        } else {
            int type = Character.getType(point);
            boolean isAlone = (type == Character.OTHER_LETTER || type == Character.OTHER_SYMBOL)
                    && !within(point, FLAGS, FLAGS_END);
            out.append(isAlone ? Character.toString(point) : String.valueOf(REPLACEMENT));
        }
    }

    /** Returns the number of cells that a text made {@link #forLine} takes where it is printed. */
    public static int cells(String text) {
        return forCells(text).length();
    }

    /** Returns a text that was made for cells as one for a line, which has none. */
    public static String outOfCells(String text) {
        return text.indexOf(SECOND_CELL) < 0 ? text : text.replace(String.valueOf(SECOND_CELL), "");
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNarrow(int point) {
        if (!Character.isBmpCodePoint(point)
                || within(point, FULLWIDTH, FULLWIDTH_END)
                || within(point, FULLWIDTH_SIGNS, FULLWIDTH_SIGNS_END)
                || within(point, CJK_SIGNS, CJK_SIGNS_END)
                || within(point, CJK_FORMS, CJK_FORMS_END)) {
            return false;
        }
        if (point < CJK_SIGNS && point >= ' ' && !within(point, 0x1100, 0x11ff)) {
            return true; // The scripts below are looked up slowly.
        }
        UnicodeScript script = UnicodeScript.of(point);
        boolean halfwidth = within(point, FULLWIDTH_END + 1, FULLWIDTH_SIGNS - 1);
        return halfwidth
                || script != UnicodeScript.HAN
                        && script != UnicodeScript.HIRAGANA
                        && script != UnicodeScript.KATAKANA
                        && script != UnicodeScript.HANGUL
                        && script != UnicodeScript.BOPOMOFO
                        && script != UnicodeScript.YI;
    }

    private static boolean within(int point, int first, int last) {
        return first <= point && point <= last;
    }
}
