package io.traindeck.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The abilities of the terminal, as the environment tells them.
 *
 * @param colors how many colours it shows
 * @param glyphs which characters it shows
 * @param dumb whether it cannot place a cursor, so that only plain lines make sense
 * @param window whether it may be in a window, which has a title
 */
public record TerminalFeatures(ColorLevel colors, GlyphSet glyphs, boolean dumb, boolean window) {
    private static final List<String> DUMB = List.of("", "dumb", "unknown");

    /** The kernel's own console and hardware terminals: their fonts have neither Braille nor eighths of blocks. */
    private static final List<String> FEW_GLYPHS = List.of("linux", "vt");

    /** Consoles, which have no window and would print its title. */
    private static final Pattern WINDOWLESS = Pattern.compile("^(linux|vt\\d|dumb|cons)");

    /**
     * Reads the abilities from environment variables.
     *
     * @param ascii the user asked for ASCII, whatever the locale says
     */
    public static TerminalFeatures of(Map<String, String> env, boolean ascii) {
        String term = env.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        boolean fewGlyphs = FEW_GLYPHS.stream().anyMatch(term::startsWith);
        return new TerminalFeatures(
                ColorLevel.of(env),
                GlyphSet.of(env, ascii || fewGlyphs),
                DUMB.contains(term),
                !WINDOWLESS.matcher(term).find());
    }
}
