package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialValuesTest {
    private static DialValues values(String text) {
        return DialValues.parse("max_lr", text, ",");
    }

    private static List<Double> draws(String text) {
        DialValues values = values(text);
        Random random = new Random(1);
        return Stream.generate(() -> values.draw(random))
                .limit(1000)
                .map(Double::valueOf)
                .toList();
    }

    @Test
    void listedValuesStayAsTheyAreTyped() {
        assertThat(values("1e-3, 0.003").listed()).containsExactly("1e-3", "0.003");
        assertThat(values("1e-3").varies()).isFalse();
        assertThat(DialValues.parse("widths", "4,8/16,32", "/").listed()).containsExactly("4,8", "16,32");
    }

    @Test
    void aRangeOfWholeNumbersIsAList() {
        assertThat(values("1..4").listed()).containsExactly("1", "2", "3", "4");
        assertThat(values("-1..1").listed()).containsExactly("-1", "0", "1");
        assertThat(values("7..7"))
                .isEqualTo(new DialValues("max_lr", List.of("7"), new DialValues.Range(7, 7, true), true));
        assertThat(values("1..1000000").listed()).as("too many to train").isEmpty();
    }

    @Test
    void aWideRangeIsDrawnEvenlyByItsLogarithm() {
        List<Double> draws = draws("1e-4..1e-2");
        assertThat(draws).allMatch(value -> value >= 1e-4 && value <= 1e-2);
        assertThat(draws.stream().filter(value -> value < 1e-3).count()).isBetween(440L, 560L);
    }

    @Test
    void anyOtherRangeIsDrawnEvenly() {
        for (String range : List.of("0..0.5", "0.1..0.6", "-0.25..0.25")) {
            List<Double> draws = draws(range);
            double least = Double.parseDouble(range.substring(0, range.indexOf("..")));
            assertThat(draws).allMatch(value -> value >= least && value <= least + 0.5);
            assertThat(draws.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                    .isBetween(least + 0.2, least + 0.3);
        }
    }

    /** Three digits would make 1 of what is above 0.9995, which no decay can be, and leave eleven rates. */
    @Test
    void aNarrowRangeIsDrawnWithAsManyDigitsAsItNeeds() {
        assertThat(draws("0.99..0.9999")).allMatch(value -> value >= 0.99 && value <= 0.9999);
        assertThat(Set.copyOf(draws("0.999..0.9999"))).hasSizeGreaterThan(50);
        assertThat(Set.copyOf(draws("0.0030..0.0031")))
                .hasSizeGreaterThan(50)
                .allMatch(value -> value >= 0.003 && value <= 0.0031);
    }

    @Test
    void fewDigitsTellAWideRange() {
        for (String range : List.of("1e-4..1e-2", "0..0.5", "1..10")) {
            assertThat(draws(range))
                    .allMatch(value -> new BigDecimal(value.toString())
                                    .round(new MathContext(3))
                                    .doubleValue()
                            == value);
        }
    }

    @Test
    void aWholeRangeIsDrawnWithBothItsEnds() {
        assertThat(draws("3..5")).containsOnly(3.0, 4.0, 5.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1e-3,     | has an empty value in '1e-3,'",
                "\"\"        | has an empty value in ''",
                "1,2,1     | has a value twice in '1,2,1'",
                "4..1      | has a range that ends before it begins: 4..1",
                "1..x      | has a range whose end 'x' is no number: 1..x",
                "1..Infinity | has a range whose end 'Infinity' is no number: 1..Infinity"
            })
    void whatMakesNoSenseIsRefused(String text, String fault) {
        assertThatThrownBy(() -> values(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max_lr " + fault);
    }
}
