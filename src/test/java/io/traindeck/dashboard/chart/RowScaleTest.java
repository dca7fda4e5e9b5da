package io.traindeck.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.metric.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowScaleTest {
    @Property
    void theNumbersOfALinearAxisAreAWholeNumberOfRowsApart(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double from,
            @ForAll @DoubleRange(min = -9, max = 9) double powerOfSize,
            @ForAll @IntRange(min = 1, max = 60) int rows) {
        double to = from + Math.max(Math.abs(from) * 1e-5, Math.pow(10, powerOfSize));
        Scale scale = RowScale.linear(from, to, rows);
        holds(scale, from, to);
        assertThat(distances(scale, rows)).hasSizeLessThanOrEqualTo(1);
    }

    @Property
    void theNumbersOfALogarithmicAxisAreAWholeNumberOfRowsApart(
            @ForAll @DoubleRange(min = -12, max = 12) double powerOfA,
            @ForAll @DoubleRange(min = -12, max = 12) double powerOfB,
            @ForAll @IntRange(min = 1, max = 60) int rows) {
        double from = Math.pow(10, Math.min(powerOfA, powerOfB));
        double to = Math.pow(10, Math.max(powerOfA, powerOfB));
        Scale scale = RowScale.logarithmic(from, to, rows);
        holds(scale, from, to);
        assertThat(distances(scale, rows)).hasSizeLessThanOrEqualTo(1);
    }

    @Property
    void theCurvesHaveMostOfTheChart(
            @ForAll @DoubleRange(min = 0.01, max = 10) double from,
            @ForAll @DoubleRange(min = 0.01, max = 100) double size,
            @ForAll @IntRange(min = 4, max = 60) int rows) {
        Scale scale = RowScale.linear(from, from + size, rows);
        assertThat(size / (scale.high() - scale.low())).isGreaterThan(rows < 6 ? 0.3 : 0.5);
        assertThat(scale.ticks()).hasSizeGreaterThan(1);
    }

    /** No log may keep the screen from being drawn, whatever it says. */
    @Property
    void anyTwoNumbersHaveAnAxisInWhicheverOrderTheyCome(
            @ForAll double least, @ForAll double most, @ForAll @IntRange(min = 1, max = 60) int rows) {
        for (Kind kind : Kind.values()) {
            Scale scale = RowScale.of(kind, least, most, rows);
            assertThat(scale.low()).isFinite().isLessThan(scale.high());
            assertThat(scale.high()).isFinite();
            assertThat(scale.ticks()).hasSizeLessThanOrEqualTo(4 * rows + 4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1e30",
        "-1e30, 0",
        "1.7976931348623157e308, Infinity",
        "-Infinity, -3",
        "NaN, 5",
        "5, NaN",
        "4e-320, 8e-320"
    })
    void anAxisHoldsTheNumbersThatThereAre(double least, double most) {
        Scale scale = RowScale.linear(least, most, 12);
        for (double value : new double[] {least, most}) {
            if (Double.isFinite(value)) {
                double shown = Math.max(-1e30, Math.min(1e30, value));
                double slack = 1e-9 * Math.abs(shown);
                assertThat(shown).isBetween(scale.low() - slack, scale.high() + slack);
            }
        }
        assertThat(scale.ticks()).hasSizeBetween(1, 12);
    }

    private static void holds(Scale scale, double from, double to) {
        double slack = 1e-6 * (scale.high() - scale.low());
        assertThat(scale.low()).isLessThanOrEqualTo(from + slack);
        assertThat(scale.high()).isGreaterThanOrEqualTo(to - slack);
        assertThat(scale.ticks()).isSorted().allMatch(tick -> tick >= scale.low() - slack);
        assertThat(scale.ticks().stream().map(scale::label))
                .doesNotHaveDuplicates()
                .allMatch(label -> label.length() < Axes.GUTTER);
    }

    /** Returns how many rows there are between a number and the next, each distance once. */
    private static List<Integer> distances(Scale scale, int rows) {
        Dots dots = new Dots(10, rows);
        List<Integer> distances = new ArrayList<>();
        for (int i = 1; i < scale.ticks().size(); i++) {
            int row = Trace.row(dots, scale.at(scale.ticks().get(i - 1))) / Dots.DOWN;
            int next = Trace.row(dots, scale.at(scale.ticks().get(i))) / Dots.DOWN;
            if (!distances.contains(row - next)) {
                distances.add(row - next);
            }
        }
        return distances;
    }

    @Test
    void picksTheNumbersThatAPersonWould() {
        assertThat(RowScale.linear(0, 100, 11).ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(RowScale.logarithmic(1, 58, 8).ticks()).startsWith(1.0, 10.0);
        assertThat(RowScale.logarithmic(0.9, 3, 6).ticks()).contains(1.0, 2.0);
        assertThat(RowScale.logarithmic(1, 1e7, 4).label(1e7)).isEqualTo("1e+07");
    }

    @Test
    void whatHasNoValuesHasAnAxisAllTheSame() {
        assertThat(RowScale.linear(Double.NaN, Double.NaN, 3).ticks()).isNotEmpty();
        assertThat(RowScale.logarithmic(Double.NaN, Double.NaN, 3).ticks()).isNotEmpty();
        assertThat(RowScale.logarithmic(-1, 0, 3).ticks()).isNotEmpty();
        assertThat(RowScale.linear(5, 5, 3).at(5)).isBetween(0.1, 0.9);
        assertThat(RowScale.linear(5, 5, 0).ticks()).isNotEmpty();
        assertThat(RowScale.linear(-1e300, 1e300, 8).ticks()).isNotEmpty();
    }

    @Test
    void aRateBeginsAtZero() {
        assertThat(RowScale.of(Kind.RATE, 0.001, 0.003, 8).ticks()).startsWith(0.0);
    }
}
