package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.googlecode.lanterna.TextCharacter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jline.utils.WCWidth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CellTextTest {
    private static final CellText UNICODE = new CellText(GlyphSet.UNICODE);
    private static final CellText ASCII = new CellText(GlyphSet.ASCII);

    static List<Arguments> dirty() {
        return List.of(
                arguments("run-1", "run-1", "run-1"),
                arguments("a\033[31mred\033[0mb", "aredb", "aredb"),
                arguments("\033]0;title\007x", "x", "x"),
                arguments("\033]8;;http://x\033\\link", "link", "link"),
                arguments("\u009b31mred", "red", "red"),
                arguments("a\tb\nc", "a b c", "a b c"),
                arguments("bell\007", "bell\ufffd", "bell?"),
                arguments("cut\033[", "cut", "cut"),
                arguments("cut\033", "cut\ufffd", "cut?"),
                arguments("é", "é", "e"),
                arguments("e\u0301", "é", "e"),
                arguments("x\u0301\u0302", "x", "x"), // These marks compose with no x.
                arguments("漢字", "漢字", "????"),
                arguments("a\u200bb\u202ec\ufeff", "abc", "abc"),
                arguments("👍🏽", "👍", "??"),
                arguments("👨\u200d👩", "👨👩", "????"),
                arguments("🇩🇪", "DE", "DE"),
                arguments("↑█⣿", "↑█⣿", "???"),
                arguments("\ud83d", "\ufffd", "?"),
                arguments("𝐀", "\ufffd", "?"));
    }

    @ParameterizedTest
    @MethodSource("dirty")
    void cleansTextForCells(String text, String unicode, String ascii) {
        assertThat(UNICODE.clean(text)).isEqualTo(unicode);
        assertThat(ASCII.clean(text)).isEqualTo(ascii);
    }

    @Property
    void lanternaAndTerminalAgreeOnEveryCell(@ForAll String text) {
        for (CellText cells : new CellText[] {UNICODE, ASCII}) {
            String clean = cells.clean(text);
            for (TextCharacter grapheme : TextCharacter.fromString(clean)) {
                int terminal = grapheme.getCharacterString()
                        .codePoints()
                        .map(WCWidth::wcwidth)
                        .sum();
                assertThat(terminal).isEqualTo(grapheme.isDoubleWidth() ? 2 : 1);
            }
            assertThat(clean.chars()).noneMatch(Character::isISOControl);
            assertThat(cells.clean(clean)).isEqualTo(clean);
        }
        assertThat(ASCII.clean(text).chars()).allMatch(c -> c >= ' ' && c <= '~');
    }
}
