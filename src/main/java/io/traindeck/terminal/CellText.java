package io.traindeck.terminal;

import com.googlecode.lanterna.TextCharacter;
import io.traindeck.text.Escapes;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.jline.utils.WCWidth;

/**
 * Text made fit for cells where people type and complete it: unlike in the panels, wide characters keep their two cells
 * and need not be replaced, so that a name can be edited as it is.
 *
 * <p>Lanterna and the terminal must agree how many cells each character takes, or a line shifts. {@link #clean} keeps
 * only characters on which they do.
 *
 * @param glyphs what the terminal can show
 */
public record CellText(GlyphSet glyphs) {
    private static final int REGIONAL_A = 0x1f1e6;

    /**
     * Makes any text safe: escape sequences vanish, line ends and tabs become spaces, other control characters and
     * whatever has no agreed width become a replacement character; combining marks that do not compose, joiners, and
     * direction marks vanish.
     *
     * @return text whose every grapheme takes one or two cells, and the same text if it is clean already
     */
    public String clean(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return text;
        }
        String plain = Normalizer.normalize(Escapes.removed(text), Form.NFC);
        StringBuilder safe = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> appendSafe(safe, c));
        return byGrapheme(safe.toString());
    }

    /**
     * Returns whether a terminal would obey a part of the text. This is a loop because each cell of the first picture
     * is checked before Java has compiled anything.
     */
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void appendSafe(StringBuilder safe, int c) {
        int width = WCWidth.wcwidth(c);
        if (c == '\n' || c == '\r' || c == '\t') {
            safe.append(' ');
        } else if (WCWidth.isRegionalIndicator(c)) {
            // A flag: some terminals draw it, others show its two letters.
            safe.append((char) ('A' + c - REGIONAL_A));
        } else if (Character.isISOControl(c)
                || width < 0
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            safe.append(replacement());
        } else if (width > 0 && Character.getType(c) != Character.FORMAT && !isSkinTone(c)) {
            appendShown(safe, c, width);
        }
    }

    private void appendShown(StringBuilder safe, int c, int width) {
        if (glyphs == GlyphSet.UNICODE || c <= '~') {
            safe.appendCodePoint(c);
        } else {
            // An accent is worth less than its letter: é is e, 漢 is ??.
            char letter = Normalizer.normalize(Character.toString(c), Form.NFD).charAt(0);
            safe.append(letter <= '~' ? String.valueOf(letter) : "?".repeat(width));
        }
    }

    private String byGrapheme(String text) {
        StringBuilder agreed = new StringBuilder(text.length());
        for (TextCharacter grapheme : TextCharacter.fromString(text)) {
            String shown = grapheme.getCharacterString();
            int lanterna = grapheme.isDoubleWidth() ? 2 : 1;
            agreed.append(lanterna == width(shown) ? shown : replacement());
        }
        return agreed.toString();
    }

    private static int width(String text) {
        return text.codePoints().map(WCWidth::wcwidth).sum();
    }

    private static boolean isSkinTone(int c) {
        return c >= 0x1f3fb && c <= 0x1f3ff;
    }

    private char replacement() {
        return glyphs == GlyphSet.UNICODE ? '\ufffd' : '?';
    }
}
