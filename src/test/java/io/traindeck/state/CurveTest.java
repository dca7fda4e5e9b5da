package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CurveTest {

    private static Curve line(int steps) {
        Curve curve = Curve.EMPTY;
        for (int step = 1; step <= steps; step++) {
            curve = curve.append(step, 1.0);
        }
        return curve;
    }

    @Property(tries = 30)
    void aSpikeOfOneStepStaysInTheMaximumOfItsBucket(
            @ForAll @IntRange(min = 1, max = 20_000) int steps, @ForAll @IntRange(min = 1, max = 20_000) int at) {
        int spike = Math.min(at, steps);
        Curve curve = Curve.EMPTY;
        for (int step = 1; step <= steps; step++) {
            curve = curve.append(step, step == spike ? 1000.0 : 1.0);
        }
        List<Bucket> spiked =
                curve.buckets().stream().filter(b -> b.max() == 1000.0).toList();
        assertThat(spiked).hasSize(1);
        int first = curve.firstStep(spiked.get(0));
        assertThat(spike).isBetween(first, first + curve.width() - 1);
        assertThat(curve.buckets().stream().mapToInt(Bucket::finite).sum()).isEqualTo(steps);
    }

    @Test
    void aMillionStepsStayWithinItsBuckets() {
        Curve curve = line(1_000_000);
        assertThat(curve.buckets()).hasSizeBetween(Curve.MOST_BUCKETS / 2 - 100, Curve.MOST_BUCKETS);
        assertThat(curve.width()).isEqualTo(512);
    }

    @Test
    void theLastPossibleStepFits() {
        Curve curve = line(3).append(Integer.MAX_VALUE, 2.0);
        assertThat(curve.buckets()).hasSize(2);
        assertThat(curve.buckets().get(0).finite()).isEqualTo(3);
    }

    @Test
    void whatIsNotANumberIsAGapAndSpoilsNoMean() {
        Curve curve = Curve.EMPTY
                .append(1, 2.0)
                .append(2, Double.NaN)
                .append(3, Double.POSITIVE_INFINITY)
                .append(4, 4.0);
        assertThat(curve.buckets()).extracting(Bucket::isGap).containsExactly(false, true, true, false);
        Curve wide = curve.append(Curve.MOST_BUCKETS + 1, 1.0);
        assertThat(wide.buckets().get(0)).isEqualTo(new Bucket(0, 1, 1, 2.0, 2.0, 2.0));
        assertThat(wide.buckets().get(1)).isEqualTo(new Bucket(1, 1, 1, 4.0, 4.0, 4.0));
    }

    @Property(tries = 50)
    void aCutLeavesNothingLaterAndLosesLessThanABucket(
            @ForAll @IntRange(min = 1, max = 10_000) int steps, @ForAll @IntRange(max = 10_000) int at) {
        Curve curve = line(steps);
        Curve cut = curve.cut(at);
        int left = cut.buckets().stream().mapToInt(Bucket::finite).sum();
        assertThat(left).isLessThanOrEqualTo(Math.min(at, steps)).isGreaterThan(Math.min(at, steps) - curve.width());
    }
}
