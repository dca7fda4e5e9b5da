package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalFeaturesTest {
    @ParameterizedTest
    @CsvSource({
        "LANG=en_GB.UTF-8, UNICODE",
        "LANG=C.utf8, UNICODE",
        "LANG=C, ASCII",
        "LANG=de_DE.ISO-8859-1, ASCII",
        "LC_ALL=C LANG=en_GB.UTF-8, ASCII",
        "LC_ALL= LC_CTYPE=C.UTF-8 LANG=C, UNICODE",
        "LC_CTYPE=POSIX LANG=C.UTF-8, ASCII",
        "TRAINDECK_LOCALE=C LC_ALL=C.UTF-8, ASCII",
        "TERM=xterm, ASCII",
    })
    void readsTheLocale(String variables, GlyphSet glyphs) {
        assertThat(GlyphSet.of(ColorLevelTest.env(variables), false)).isEqualTo(glyphs);
        assertThat(GlyphSet.of(ColorLevelTest.env(variables), true)).isEqualTo(GlyphSet.ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "TERM=dumb, true",
        "TERM=, true",
        "LANG=C, true",
        "TERM=unknown, true",
        "TERM=xterm, false",
        "TERM=vt100, false"
    })
    void knowsTerminalsWithoutCursor(String variables, boolean dumb) {
        assertThat(TerminalFeatures.of(ColorLevelTest.env(variables), false).dumb())
                .isEqualTo(dumb);
    }

    @ParameterizedTest
    @CsvSource({
        "linux, ASCII",
        "linux-16color, ASCII",
        "vt100, ASCII",
        "vt220, ASCII",
        "xterm, UNICODE",
        "tmux-256color, UNICODE"
    })
    void sendsNoBrailleToConsolesThatCannotDrawIt(String term, GlyphSet glyphs) {
        assertThat(TerminalFeatures.of(Map.of("TERM", term, "LANG", "C.UTF-8"), false)
                        .glyphs())
                .isEqualTo(glyphs);
    }

    @ParameterizedTest
    @CsvSource({"linux, false", "vt220, false", "cons25, false", "xterm, true", "vte-256color, true", "screen, true"})
    void sendsNoTitleToConsolesWithoutAWindow(String term, boolean window) {
        assertThat(TerminalFeatures.of(Map.of("TERM", term), false).window()).isEqualTo(window);
    }

    @Test
    void putsThemTogether() {
        assertThat(TerminalFeatures.of(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8"), false))
                .isEqualTo(new TerminalFeatures(ColorLevel.INDEXED256, GlyphSet.UNICODE, false, true));
    }
}
