package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCellTest {
    private final NumberCell number = new NumberCell();

    private boolean read(String text) {
        byte[] bytes = ("7" + text + "7").getBytes(StandardCharsets.UTF_8);
        return number.read(bytes, 1, bytes.length - 1);
    }

    @Property
    void everyDoubleIsReadAsJavaWritesIt(@ForAll double value) {
        assertThat(read(Double.toString(value))).isTrue();
        assertThat(number.value()).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({
        "1.,1",
        ".5,0.5",
        "+5,5",
        "-0.0,-0.0",
        "1E+3,1000",
        "007,7",
        "85.5%,85.5",
        "nan,NaN",
        "-NaN,NaN",
        "-Inf,-Infinity"
    })
    void otherLanguagesWriteNumbersOtherwise(String text, double value) {
        assertThat(read(text)).isTrue();
        assertThat(number.value()).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "-", "+.", "e5", "1e", "1e+", "1f", "1d", "0x1p3", "1_000", "1 2", "1,5", "12:30", "5%%", "%",
                "nano", "in", "١"
            })
    void othersAreTexts(String text) {
        assertThat(read(text)).isFalse();
    }

    @Test
    void aCommaIsADecimalPointOnlyWhereItIsSaid() {
        byte[] bytes = "-0,25e1".getBytes(StandardCharsets.UTF_8);
        NumberCell german = new NumberCell(true);
        assertThat(german.read(bytes, 0, bytes.length)).isTrue();
        assertThat(german.value()).isEqualTo(-2.5);
    }

    @Test
    void anEndlessNumberIsAText() {
        assertThat(read("1".repeat(100_000))).isFalse();
        assertThat(read("0." + "3".repeat(100))).isTrue();
    }

    @Test
    void aCountIsWholeAndNotNegative() {
        assertThat(NumberCell.isCount(0)).isTrue();
        assertThat(NumberCell.isCount(1L << 53)).isTrue();
        assertThat(NumberCell.isCount(0.5)).isFalse();
        assertThat(NumberCell.isCount(-1)).isFalse();
        assertThat(NumberCell.isCount(1e300)).isFalse();
        assertThat(NumberCell.isCount(Double.NaN)).isFalse();
    }
}
