package io.traindeck.dashboard.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.text.Safe;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void nothingThatDisturbsTheScreenIsLeft() {
        assertThat(Safe.forCells("\u001b[31mred\u0007")).isEqualTo("[31mred");
        assertThat(Safe.forCells("a\tb\nc\rd")).isEqualTo("a b cd");
        assertThat(Safe.forCells("e\u0301 \u202e\u200b")).isEqualTo("\u00e9 ");
        assertThat(Safe.forCells("\u6f22\ud83d\ude00\ud83d")).isEqualTo("\u6f22\u200b\ud83d\ude00?");
        assertThat(Safe.outOfCells(Safe.forCells("\u6f22\u5b57 a"))).isEqualTo("\u6f22\u5b57 a");
        assertThat(Safe.forCells(Safe.forCells("\u6f22\u5b57"))).isEqualTo(Safe.forCells("\u6f22\u5b57"));
        assertThat(Safe.forCells(null)).isEmpty();
        assertThat(Safe.forCells("Gr\u00fc\u00dfe")).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    void linesBreakAtSpacesWhereThereAreAny() {
        assertThat(Text.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Text.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Text.wrap("a.\nb", 10)).containsExactly("a.", "b");
        assertThat(Text.wrap("", 10)).isEmpty();
        assertThat(Text.wrap("a b", 0)).as("no room").containsExactly("a", "b");
        assertThat(Text.wrap("ab", -1)).containsExactly("a", "b");
    }

    @Test
    void aNumberStaysOnOneLineWithItsUnit() {
        assertThat(Text.wrap("not a number at step 3 961; the last", 22))
                .containsExactly("not a number at step", "3 961; the last");
        assertThat(Text.wrap("saved: step 4 441, 16 MB in 0.2 s", 20))
                .containsExactly("saved: step 4 441,", "16 MB in 0.2 s");
        assertThat(Text.wrap("1 234 567 890", 6)).as("wider than the line").containsExactly("1 234", "567", "890");
        assertThat(Text.wrap("epoch 3 is over", 8)).containsExactly("epoch 3", "is over");
    }
}
