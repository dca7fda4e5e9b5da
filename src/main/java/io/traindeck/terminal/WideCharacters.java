package io.traindeck.terminal;

import com.googlecode.lanterna.TextCharacter;
import org.jline.utils.WCWidth;

/** The characters that take two cells of a terminal, such as those of Chinese, Japanese and Korean. */
public final class WideCharacters {
    private static final TextCharacter ANY = TextCharacter.fromCharacter(' ')[0];

    /** The first character that may take two cells: a part of a Korean syllable. */
    private static final int FIRST = 0x1100;

    /**
     * The first of the characters below {@link #CHINESE_SIGNS} that need not be looked up, such as Braille, blocks and
     * arrows.
     */
    private static final int AFTER_KOREAN_PARTS = 0x1200;

    private static final int CHINESE_SIGNS = 0x2e80;

    // Among these are the signs that are pictures. What charts are drawn with is known to take one cell: frames, blocks
    // and Braille.
    private static final char FIRST_SIGN = '\u2300';
    private static final char LAST_SIGN = '\u2bff';
    private static final char FRAMES = '\u2500';
    private static final char LAST_BLOCK = '\u25a0';
    private static final char BRAILLE = '\u2800';
    private static final char LAST_BRAILLE = '\u28ff';

    private WideCharacters() {}

    /**
     * Returns whether a terminal gives the character two cells by the usual table of widths, and the library that
     * writes to the terminal agrees. If the two did not agree, all that follows in the row would be shifted.
     */
    public static boolean takesTwoCells(int point) {
        return mayTakeTwoCells(point)
                && WCWidth.wcwidth(point) == 2
                && like(ANY, point).isDoubleWidth();
    }

    /**
     * Returns whether the library that writes to the terminal gives that cell's character two cells. To ask it about
     * every cell of a screen would take longer than to make the picture.
     */
    static boolean takesTwoCells(TextCharacter cell) {
        String text = cell.getCharacterString();
        return (text.length() > 1 || mayTakeTwoCells(text.charAt(0))) && cell.isDoubleWidth();
    }

    /** Returns false for characters of which it is known without looking them up that they take one cell. */
    public static boolean mayTakeTwoCells(int point) {
        return point >= FIRST && (point < AFTER_KOREAN_PARTS || point >= CHINESE_SIGNS);
    }

    /**
     * Returns whether a terminal gives the character two cells by the usual table of widths, and the library that
     * writes to the terminal counts one: so it is with signs such as a tick in a box. All that follows in the row would
     * be shifted.
     */
    public static boolean isMiscounted(char character) {
        return character >= FIRST_SIGN
                && character <= LAST_SIGN
                && (character < FRAMES || character > LAST_BLOCK)
                && (character < BRAILLE || character > LAST_BRAILLE)
                && WCWidth.wcwidth(character) == 2
                && !like(ANY, character).isDoubleWidth();
    }

    /** The character {@code point} in the colours and style of {@code cell}. */
    public static TextCharacter like(TextCharacter cell, int point) {
        return TextCharacter.fromString(
                Character.toString(point), cell.getForegroundColor(), cell.getBackgroundColor(), cell.getModifiers())[
                0];
    }
}
