package io.traindeck.cli.doctor;

import io.traindeck.terminal.ColorLevel;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.terminal.TerminalFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terminal: whether the dashboard can be drawn on it, and how well. */
final class TerminalCheck {
    private static final String AREA = "terminal";
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private TerminalCheck() {}

    /** @param isTerminal whether stdin and stdout are a terminal */
    static List<Finding> findings(Site site, boolean isTerminal) {
        List<Finding> findings = new ArrayList<>();
        TerminalFeatures features = TerminalFeatures.of(site.env(), false);
        boolean isAsked = SettingsCheck.isAscii(site);
        findings.add(kind(site, features, isTerminal));
        if (isTerminal) {
            size(site).ifPresent(findings::add);
        }
        findings.add(colors(site, features.colors()));
        findings.add(
                isAsked
                        ? Finding.ok(AREA, "characters", "ASCII alone, as the settings ask")
                        : characters(features.glyphs()));
        if (!site.variable("TMUX").isEmpty()) {
            findings.add(tmux(site));
        }
        return findings;
    }

    private static Finding kind(Site site, TerminalFeatures features, boolean isTerminal) {
        String term = site.variable("TERM");
        if (!isTerminal) {
            return Finding.note(
                    AREA,
                    "kind",
                    "none: stdin or stdout is no terminal",
                    "The dashboard needs one; without it watch and replay print lines. With ssh, use ssh -t.");
        }
        return features.dumb()
                ? Finding.note(
                        AREA,
                        "kind",
                        "TERM=" + term + ", which cannot place a cursor",
                        "Set TERM to what your terminal is, for instance xterm-256color; else watch prints lines.")
                : Finding.ok(AREA, "kind", "TERM=" + term);
    }

    private static Optional<Finding> size(Site site) {
        Optional<String> told = site.programs().output(List.of("stty", "size"));
        return told.map(text -> text.split(" "))
                .filter(words -> words.length == 2)
                .map(words -> size(Integer.parseInt(words[1]), Integer.parseInt(words[0])));
    }

    private static Finding size(int columns, int rows) {
        String size = columns + "x" + rows;
        return columns >= COLUMNS && rows >= ROWS
                ? Finding.ok(AREA, "size", size)
                : Finding.note(
                        AREA,
                        "size",
                        size,
                        "Everything is shown from " + COLUMNS + "x" + ROWS + " on: make the window larger, or the font"
                                + " smaller.");
    }

    private static Finding colors(Site site, ColorLevel level) {
        String words =
                switch (level) {
                    case NONE -> "none";
                    case ANSI16 -> "16";
                    case INDEXED256 -> "256";
                    case TRUECOLOR -> "16 million";
                };
        if (!site.variable("NO_COLOR").isEmpty()) {
            return Finding.ok(AREA, "colours", words + ", as NO_COLOR asks");
        }
        return level == ColorLevel.NONE || level == ColorLevel.ANSI16
                ? Finding.note(
                        AREA,
                        "colours",
                        words,
                        "If your terminal shows more, set TERM=xterm-256color, or COLORTERM=truecolor.")
                : Finding.ok(AREA, "colours", words);
    }

    private static Finding characters(GlyphSet glyphs) {
        return glyphs == GlyphSet.UNICODE
                ? Finding.ok(AREA, "characters", "Unicode")
                : Finding.note(
                        AREA,
                        "characters",
                        "ASCII alone, since the locale is not UTF-8",
                        "For finer curves: export LC_ALL=C.UTF-8");
    }

    /** Checks tmux: a text that is copied with a key reaches the clipboard only if tmux lets it. */
    private static Finding tmux(Site site) {
        String clipboard = option(site, "set-clipboard");
        String passthrough = option(site, "allow-passthrough");
        String value = "set-clipboard " + clipboard + ", allow-passthrough " + passthrough;
        return clipboard.equals("on")
                ? Finding.ok(AREA, "tmux", value)
                : Finding.note(AREA, "tmux", value, "For y to copy into your clipboard: tmux set -g set-clipboard on");
    }

    private static String option(Site site, String name) {
        return site.programs()
                .output(List.of("tmux", "show-options", "-gv", name))
                .or(() -> site.programs().output(List.of("tmux", "show-options", "-sv", name)))
                .filter(value -> !value.isEmpty())
                .orElse("unknown");
    }
}
