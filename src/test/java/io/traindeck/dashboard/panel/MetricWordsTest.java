package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.text.Safe;
import org.junit.jupiter.api.Test;

class MetricWordsTest {
    private static final String WIDE = "\u6a21";

    @Test
    void aLongNameLosesItsMiddleAndNoHalfOfAWideCharacterIsLeft() {
        assertThat(MetricWords.name("a".repeat(30) + "b".repeat(30))).isEqualTo("a".repeat(19) + ".." + "b".repeat(19));
        String nine = (WIDE + Safe.SECOND_CELL).repeat(9);
        assertThat(MetricWords.name(WIDE.repeat(30))).isEqualTo(nine + " .. " + nine);
        String cat = "\ud83d\ude3a";
        assertThat(MetricWords.name(cat.repeat(30))).isEqualTo(cat.repeat(9) + " .. " + cat.repeat(9));
    }
}
