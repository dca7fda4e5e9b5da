package io.traindeck.dashboard.draw;

import com.googlecode.lanterna.TextCharacter;
import org.jline.utils.WCWidth;

/** The characters that take two cells of a terminal, such as those of Chinese, Japanese and Korean. */
final class WideCharacters {
    private static final TextCharacter ANY = TextCharacter.fromCharacter(' ')[0];

    /**
     * The first of the characters below {@link #CHINESE_SIGNS} that need not be looked up, such as Braille, blocks and
     * arrows.
     */
    private static final int AFTER_KOREAN_PARTS = 0x1200;

    private static final int CHINESE_SIGNS = 0x2e80;

    private WideCharacters() {}

    /**
     * Returns whether a terminal gives the character two cells by the usual table of widths, and the library that
     * writes to the terminal agrees. If the two did not agree, all that follows in the row would be shifted.
     */
    static boolean takesTwoCells(int point) {
        if (point >= AFTER_KOREAN_PARTS && point < CHINESE_SIGNS) {
            return false;
        }
        return WCWidth.wcwidth(point) == 2 && like(ANY, point).isDoubleWidth();
    }

    /** The character {@code point} in the colours and style of {@code cell}. */
    static TextCharacter like(TextCharacter cell, int point) {
        return TextCharacter.fromString(
                Character.toString(point), cell.getForegroundColor(), cell.getBackgroundColor(), cell.getModifiers())[
                0];
    }
}
