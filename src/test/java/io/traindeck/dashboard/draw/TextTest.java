package io.traindeck.dashboard.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void nothingThatDisturbsTheScreenIsLeft() {
        assertThat(Text.safe("\u001b[31mred\u0007")).isEqualTo("[31mred");
        assertThat(Text.safe("a\tb\nc\rd")).isEqualTo("a b cd");
        assertThat(Text.safe("e\u0301 \u202e\u200b")).isEqualTo("e ");
        assertThat(Text.safe("\u6f22\ud83d\ude00\ud83d")).isEqualTo("???");
        assertThat(Text.safe(null)).isEmpty();
        assertThat(Text.safe("Gr\u00fc\u00dfe")).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    void linesBreakAtSpacesWhereThereAreAny() {
        assertThat(Text.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Text.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Text.wrap("a.\nb", 10)).containsExactly("a.", "b");
        assertThat(Text.wrap("", 10)).isEmpty();
    }
}
