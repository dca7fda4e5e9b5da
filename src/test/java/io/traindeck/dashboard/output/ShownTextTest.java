package io.traindeck.dashboard.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownTextTest {

    private static String shown(String text) {
        return shown(text, false);
    }

    private static String shown(String text, boolean broken) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ShownText.of(new TextLines.Line(0, bytes.length, bytes, broken));
    }

    @Test
    void coloursAndTitlesAreNoText() {
        assertThat(shown("\033[1;31mred\033[0m and \033]0;title\007plain\033[K"))
                .isEqualTo("red and plain");
    }

    @Test
    void ofALineThatWasDrawnOverItselfTheLastStateCounts() {
        assertThat(shown("  0%|   | 0/9\r 50%|█  | 4/9\r100%|███| 9/9")).isEqualTo("100%|███| 9/9");
        assertThat(shown("windows line\r")).isEqualTo("windows line");
        assertThat(shown("done\r\r   \r")).isEqualTo("done");
        assertThat(shown("\r\r")).isEmpty();
    }

    @Test
    void ofALineThatIsBrokenTheLastWholeStateCounts() {
        assertThat(shown("step 1\rstep 2\rste", true)).isEqualTo("step 2");
        assertThat(shown("nothing drawn over", true)).isEqualTo("nothing drawn over");
    }

    @Test
    void tabsKeepColumnsBelowEachOther() {
        assertThat(shown("a\tb")).isEqualTo("a       b");
        assertThat(shown("\tb")).isEqualTo("        b");
        assertThat(shown("12345678\tb")).isEqualTo("12345678        b");
    }

    @Test
    void wideCharactersTakeTwoCellsAndInvisibleOnesNone() {
        assertThat(shown("損失 0.5 \u202eevil\u0007 e\u0301")).isEqualTo("\u640d\u200b\u5931\u200b 0.5 evil \u00e9");
    }

    @Property(tries = 500)
    void anyBytesBecomeCharactersThatPrint(@ForAll byte[] bytes) {
        String shown = ShownText.of(new TextLines.Line(0, bytes.length, bytes, false));
        assertThat(shown.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
