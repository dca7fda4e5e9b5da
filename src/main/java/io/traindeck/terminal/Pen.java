package io.traindeck.terminal;

import com.googlecode.lanterna.TextColor;
import java.nio.charset.StandardCharsets;

/** The colours that text is written in. They are reduced to what the terminal shows, and sent only when they change. */
final class Pen {
    private final ColorLevel level;
    private TextColor foreground = TextColor.ANSI.DEFAULT;
    private TextColor background = TextColor.ANSI.DEFAULT;
    /** The colour that the terminal uses now; null if that is unknown. */
    private TextColor sentForeground;

    private TextColor sentBackground;

    private boolean changed = true;

    Pen(ColorLevel level) {
        this.level = level;
    }

    void foreground(TextColor color) {
        changed |= color != foreground;
        foreground = color;
    }

    void background(TextColor color) {
        changed |= color != background;
        background = color;
    }

    /** Notes that the terminal was told to use its default colours. */
    void reset() {
        foreground = TextColor.ANSI.DEFAULT;
        background = TextColor.ANSI.DEFAULT;
        sentForeground = TextColor.ANSI.DEFAULT;
        sentBackground = TextColor.ANSI.DEFAULT;
    }

    /** Forgets which colours the terminal uses, since somebody else may have set them. */
    void forget() {
        sentForeground = null;
        sentBackground = null;
        changed = true;
    }

    /** The sequences that bring the terminal to these colours; often none. */
    String changes() {
        if (level == ColorLevel.NONE || !changed) {
            return "";
        }
        changed = false;
        TextColor back = level.reduce(background);
        TextColor fore = legible(level.reduce(foreground), back);
        StringBuilder sequences = new StringBuilder();
        if (!fore.equals(sentForeground)) {
            sequences.append(sgr(fore.getForegroundSGRSequence()));
            sentForeground = fore;
        }
        if (!back.equals(sentBackground)) {
            sequences.append(sgr(back.getBackgroundSGRSequence()));
            sentBackground = back;
        }
        return sequences.toString();
    }

    /** Returns a colour in which text does not vanish: two different colours may meet in one palette entry. */
    private TextColor legible(TextColor fore, TextColor back) {
        boolean vanishes = fore.equals(back) && !foreground.equals(background) && back != TextColor.ANSI.DEFAULT;
        if (!vanishes) {
            return fore;
        }
        boolean light = back.getRed() + back.getGreen() + back.getBlue() > 3 * 128;
        if (light) {
            return TextColor.ANSI.BLACK;
        }
        return back == TextColor.ANSI.BLACK_BRIGHT ? TextColor.ANSI.WHITE : TextColor.ANSI.BLACK_BRIGHT;
    }

    private static String sgr(byte[] parameters) {
        return "\033[" + new String(parameters, StandardCharsets.US_ASCII) + "m";
    }
}
