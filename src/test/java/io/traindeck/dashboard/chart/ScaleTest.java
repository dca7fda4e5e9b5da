package io.traindeck.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScaleTest {

    @Property
    void aLinearAxisHoldsItsValuesAndHasRoundNumbers(
            @ForAll double a, @ForAll double b, @ForAll @IntRange(min = 3, max = 12) int most) {
        check(Scale.linear(Math.min(a, b), Math.max(a, b), most), Math.min(a, b), Math.max(a, b), most + 2);
    }

    /** The smallest doubles have fewer digits than others, and the largest ones no room for another step. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theSmallestAndTheLargestNumbersHaveAnAxis() {
        double[] sizes = {0, Double.MIN_VALUE, 1e-320, 1e-300, 2e-30, 1e-16, 1, 1 + 1e-9, 1e30, 1e300, Double.MAX_VALUE
        };
        double[] values = DoubleStream.of(sizes)
                .flatMap(size -> DoubleStream.of(size, -size))
                .toArray();
        for (double a : values) {
            for (double b : values) {
                double low = Math.min(a, b);
                double high = Math.max(a, b);
                for (int most : new int[] {3, 12}) {
                    check(Scale.linear(low, high, most), low, high, most + 2);
                    check(RowScale.linear(low, high, most), low, high, most + 2);
                    double above0 = high > 0 ? Math.max(1e-30, low > 0 ? low : high / 10) : 1;
                    check(RowScale.logarithmic(low, high, most), above0, high, 4 * most);
                }
            }
        }
    }

    private static void check(Scale scale, double low, double high, int mostTicks) {
        double slack = 1e-6 * Math.max(Math.abs(scale.low()), Math.abs(scale.high()));
        if (Math.abs(low) < 1e30 && Math.abs(high) < 1e30) {
            assertThat(scale.low()).isLessThanOrEqualTo(low + slack);
            assertThat(scale.high()).isGreaterThanOrEqualTo(high - slack);
        }
        assertThat(scale.high()).isGreaterThan(scale.low());
        assertThat(scale.ticks()).hasSizeBetween(1, mostTicks).isSorted();
        for (double tick : scale.ticks()) {
            assertThat(scale.at(tick)).isBetween(0.0, 1.0);
            assertThat(scale.label(tick)).isNotBlank();
        }
    }

    @Test
    void picksTheNumbersThatAPersonWould() {
        assertThat(Scale.linear(0.8, 2.4, 4).ticks()).containsExactly(1.0, 1.5, 2.0, 2.5);
        assertThat(Scale.linear(52, 80, 4).ticks()).containsExactly(50.0, 60.0, 70.0, 80.0);
        assertThat(Scale.linear(0, 0.003, 4).label(0.001)).isEqualTo("0.001");
    }

    @Test
    void valuesThatHardlyDifferHaveNumbersThatDo() {
        for (double[] ends :
                new double[][] {{2.30671, 2.30723}, {2.3067, 2.306701}, {0.1, 0.1000001}, {1e-5, 1.3e-5}}) {
            Scale scale = Scale.linear(ends[0], ends[1], 12);
            assertThat(scale.ticks().stream().map(scale::label))
                    .as("from %s to %s", ends[0], ends[1])
                    .hasSizeGreaterThan(1)
                    .doesNotHaveDuplicates()
                    .allMatch(label -> label.length() < Axes.GUTTER);
        }
    }

    @Test
    void whatHasNoValuesHasAnAxisAllTheSame() {
        assertThat(Scale.linear(Double.NaN, Double.NaN, 3).at(0.5)).isCloseTo(0.5, within(1e-9));
        assertThat(RowScale.linear(0, 0, 4).low()).as("0 throughout").isZero();
        assertThat(Scale.linear(5, 5, 3).at(5)).isCloseTo(0.5, within(0.2));
    }
}
