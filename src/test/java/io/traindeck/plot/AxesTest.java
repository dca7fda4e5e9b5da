package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.text.Numbers;
import java.awt.geom.Rectangle2D;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

class AxesTest {
    @Property(tries = 500)
    void epochsHaveFewWholeTicks(@ForAll @DoubleRange(min = 0, max = 2e9) double last) {
        NumberAxis axis = Axes.epochs(last);

        double step = axis.getTickUnit().getSize();
        assertThat(step).isEqualTo(Math.rint(step)).isPositive();
        assertThat(Math.ceil(last) / step).isLessThanOrEqualTo(10);
        assertThat(axis.getRange().contains(last)).isTrue();
    }

    @Property(tries = 500)
    void stepsHaveFewWholeTicksHoweverManyTheyAre(
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long first,
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long more) {
        NumberAxis axis = Axes.steps(first, first + more);

        double step = axis.getTickUnit().getSize();
        assertThat(step).isEqualTo(Math.rint(step)).isPositive();
        assertThat(more / step).isLessThanOrEqualTo(5);
        assertThat(axis.getRange().contains(first)).isTrue();
        assertThat(axis.getTickUnit().valueToString(1_234_567)).isEqualTo("1 234 567");
    }

    @Property(tries = 500)
    void aLogarithmicAxisHasFewRoundTicks(
            @ForAll @DoubleRange(min = -38, max = 37) double power,
            @ForAll @DoubleRange(min = 0, max = 76) double powers) {
        double low = Math.pow(10, power);
        double high = Math.min(Float.MAX_VALUE, low * Math.pow(10, powers));
        LogTicks axis = (LogTicks) Axes.logarithmic("", new Range(low, high));

        List<NumberTick> ticks = axis.refreshTicksVertical(null, new Rectangle2D.Double(), RectangleEdge.LEFT);

        assertThat(ticks).hasSizeBetween(2, 10);
        assertThat(ticks.stream().map(NumberTick::getText)).doesNotHaveDuplicates();
        assertThat(ticks).allMatch(tick -> tick.getText().length() <= 8);
        assertThat(ticks).allMatch(tick -> axis.getRange().contains(tick.getValue()));
    }

    @Example
    void numbersAreShort() {
        assertThat(List.of(1.0, 0.5, 200.0, 0.05, 1e6, 2e-7, 0.30000000000000004))
                .extracting(Numbers::shortest)
                .containsExactly("1", "0.5", "200", "0.05", "1e6", "2e-7", "0.3");
    }

    @Example
    void smallRatesAreInPowersOfTen() {
        assertThat(Axes.scale(3e-3)).isEqualTo(-3);
        assertThat(Axes.unit(-3)).isEqualTo(" (×10⁻³)");
        assertThat(Axes.unit(Axes.scale(0.5))).isEmpty();
        assertThat(Axes.scale(0)).isZero();
    }
}
