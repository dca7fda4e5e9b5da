package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void itsColumnsStandBelowEachOtherWhateverTheirLetters() {
        String table = MarkdownTable.of(
                List.of("run", "val_acc"),
                List.of(List.of("baseline", "0.5"), List.of("学习率", "0.25"), List.of("학습 ルール", "0.125")),
                1);
        assertThat(table.lines().map(MarkdownTableTest::bars)).hasSize(5).containsOnly(List.of(0, 14, 24));
    }

    /** Returns the cells of a terminal in which the bars of a row stand. */
    private static List<Integer> bars(String row) {
        List<Integer> bars = new ArrayList<>();
        int cell = 0;
        for (char c : row.toCharArray()) {
            if (c == '|') {
                bars.add(cell);
            }
            cell += WCWidth.wcwidth(c);
        }
        return bars;
    }
}
