package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PointsTest {
    @Property(tries = 200)
    void thinningLosesNoPeakAndNoOrder(
            @ForAll @Size(max = 500) double[] values, @ForAll @IntRange(min = 1, max = 40) int half) {
        Points points = points(values);

        Points thinned = points.thinned(2 * half);

        assertThat(thinned.size()).isLessThanOrEqualTo(2 * half);
        assertThat(thinned.x()).isSorted();
        assertThat(finite(thinned).max()).isEqualTo(finite(points).max());
        assertThat(finite(thinned).min()).isEqualTo(finite(points).min());
    }

    @Property(tries = 200)
    void sameCurvesOfDifferentRunsAreMarkedAtDifferentPoints(
            @ForAll @IntRange(min = 64, max = 500) int size,
            @ForAll @IntRange(min = 1, max = 8) int runs,
            @ForAll @DoubleRange(min = -1, max = 1) double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);

        double[] marked = IntStream.range(0, runs)
                .mapToObj(run -> points(values).spread(8, (run + 0.5) / runs))
                .flatMapToDouble(marks -> Arrays.stream(marks.x()))
                .toArray();

        assertThat(marked).hasSize(8 * runs).doesNotHaveDuplicates();
    }

    private static Points points(double[] y) {
        return new Points(IntStream.range(0, y.length).asDoubleStream().toArray(), y);
    }

    private static java.util.stream.DoubleStream finite(Points points) {
        return Arrays.stream(points.y()).filter(y -> !Double.isNaN(y));
    }
}
