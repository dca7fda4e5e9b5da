package io.traindeck.terminal;

import com.googlecode.lanterna.TextColor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The number of colours that a terminal can show; every colour is reduced to it before it is sent. */
public enum ColorLevel {
    /** No colour at all: bold, underline and reverse still work. */
    NONE,
    /** The eight ANSI colours and their bright forms, as the user's terminal theme defines them. */
    ANSI16,
    /** xterm's 256 colours. */
    INDEXED256,
    /** 24-bit colour. */
    TRUECOLOR;

    private static final List<String> COLOURLESS =
            List.of("dumb", "unknown", "vt52", "vt100", "vt102", "vt220", "vt320");

    /** Terminals that show 24-bit colour and have a TERM of their own, for sessions that drop COLORTERM (ssh does). */
    private static final List<String> TRUECOLOR_TERMS =
            List.of("direct", "truecolor", "24bit", "kitty", "alacritty", "wezterm", "ghostty", "foot", "iterm2");

    /**
     * The level an environment asks for.
     *
     * <p>A non-empty {@code NO_COLOR} means none (no-color.org). {@code COLORTERM} of {@code truecolor} or {@code
     * 24bit} means 24 bits, except inside GNU screen, which inherits the variable but garbles the sequences. Else
     * {@code TERM} decides.
     */
    public static ColorLevel of(Map<String, String> env) {
        String term = env.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        if (!env.getOrDefault("NO_COLOR", "").isEmpty()
                || term.isEmpty()
                || COLOURLESS.contains(term)
                || term.endsWith("-m")
                || term.contains("-mono")) {
            return NONE;
        }
        boolean gnuScreen =
                term.startsWith("screen") && env.getOrDefault("TMUX", "").isEmpty();
        String colorTerm = env.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        boolean saysTruecolor = colorTerm.contains("truecolor") || colorTerm.contains("24bit");
        if (!gnuScreen && (saysTruecolor || TRUECOLOR_TERMS.stream().anyMatch(term::contains))) {
            return TRUECOLOR;
        }
        return term.contains("256") || (gnuScreen && saysTruecolor) ? INDEXED256 : ANSI16;
    }

    /**
     * The colour of this level that looks most like the given one (see {@link NearestColor}).
     *
     * @return a colour that this level can show; {@link TextColor.ANSI#DEFAULT} for every colour if this level has none
     */
    public TextColor reduce(TextColor color) {
        if (this == NONE) {
            return TextColor.ANSI.DEFAULT;
        }
        boolean fits =
                switch (this) {
                    case TRUECOLOR -> true;
                    case INDEXED256 -> !(color instanceof TextColor.RGB);
                    default -> color instanceof TextColor.ANSI;
                };
        if (fits) {
            return color;
        }
        return this == INDEXED256
                ? NearestColor.indexed(color.getRed(), color.getGreen(), color.getBlue())
                : NearestColor.ansi(color.getRed(), color.getGreen(), color.getBlue());
    }
}
