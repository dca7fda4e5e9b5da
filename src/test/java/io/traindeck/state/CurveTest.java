package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final int MOST = Curve.MOST_BUCKETS;

    private static Curve line(int steps) {
        return line(Curve.EMPTY, 1, steps);
    }

    private static Curve line(Curve before, int from, int to) {
        Curve curve = before;
        for (int step = from; step <= to; step++) {
            curve = curve.append(step, 1.0, MOST);
        }
        return curve;
    }

    private static IntStream buckets(Curve curve) {
        return IntStream.range(0, curve.size());
    }

    @Property(tries = 30)
    void aSpikeOfOneStepStaysInTheMaximumOfItsBucket(
            @ForAll @IntRange(min = 1, max = 20_000) int steps, @ForAll @IntRange(min = 1, max = 20_000) int at) {
        int spike = Math.min(at, steps);
        Curve curve = Curve.EMPTY;
        for (int step = 1; step <= steps; step++) {
            curve = curve.append(step, step == spike ? 1000.0 : 1.0, MOST);
        }
        Curve all = curve;
        int[] spiked = buckets(all).filter(i -> all.max(i) == 1000.0).toArray();
        assertThat(spiked).hasSize(1);
        assertThat((long) spike).isBetween(all.first(spiked[0]), all.last(spiked[0]));
        assertThat(all.at(spike)).isEqualTo(spiked[0]);
        assertThat(all.most()).isEqualTo(1000);
        assertThat(buckets(all).map(all::finite).sum()).isEqualTo(steps);
    }

    @Test
    void aMillionStepsStayWithinItsBuckets() {
        Curve curve = line(1_000_000);
        assertThat(curve.size()).isBetween(MOST / 2 - 100, MOST);
        assertThat(curve.width()).isEqualTo(512);
    }

    @Property(tries = 20)
    void whatFitsIsExactHoweverFarTheStepsLieApart(
            @ForAll @IntRange(min = 1, max = Curve.MOST_BUCKETS) int count,
            @ForAll @IntRange(min = 1) int apart,
            @ForAll boolean fromZero) {
        Curve curve = Curve.EMPTY;
        for (int i = 0; i < count; i++) {
            curve = curve.append((fromZero ? 0 : 1L << 40) + (long) i * apart, i % 7 == 3 ? Double.NaN : i, MOST);
        }
        assertThat(curve.size()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            long step = (fromZero ? 0 : 1L << 40) + (long) i * apart;
            assertThat(curve.first(i)).isEqualTo(step).isEqualTo(curve.last(i)).isEqualTo(curve.middle(i));
            assertThat(curve.at(step)).isEqualTo(i);
            assertThat(curve.mean(i)).isEqualTo((Double) (i % 7 == 3 ? Double.NaN : i));
        }
    }

    @Test
    void whatIsNotANumberIsAGapAndSpoilsNoMean() {
        Curve curve = Curve.EMPTY
                .append(1, 2.0, MOST)
                .append(2, Double.NaN, MOST)
                .append(3, Double.POSITIVE_INFINITY, MOST)
                .append(4, 4.0, MOST);
        assertThat(buckets(curve).mapToObj(curve::isGap)).containsExactly(false, true, true, false);
        Curve wide = line(curve, 5, MOST + 1);
        assertThat(wide.width()).isEqualTo(2);
        for (int bucket = 0; bucket < 2; bucket++) {
            double value = bucket == 0 ? 2 : 4;
            assertThat(wide.finite(bucket)).isEqualTo(1);
            assertThat(wide.gaps(bucket)).isEqualTo(1);
            assertThat(List.of(wide.min(bucket), wide.mean(bucket), wide.max(bucket)))
                    .containsOnly(value);
        }
        assertThat(wide.last(0)).isEqualTo(2);
    }

    @Property(tries = 50)
    void aCutLeavesNothingLaterAndLosesLessThanABucket(
            @ForAll @IntRange(min = 1, max = 10_000) int steps, @ForAll @IntRange(max = 10_000) int at) {
        Curve curve = line(steps);
        Curve cut = curve.cut(at);
        int left = buckets(cut).map(cut::finite).sum();
        assertThat(left).isLessThanOrEqualTo(Math.min(at, steps)).isGreaterThan(Math.min(at, steps) - curve.width());
        assertThat(cut.lastStep()).isLessThanOrEqualTo(at);
    }

    @Property(tries = 50)
    void aCutCurveIsOneThatNeverHadMoreWhereNothingIsThinned(
            @ForAll @IntRange(min = 1, max = 2048) int steps, @ForAll @IntRange(max = 2048) int at) {
        Curve again = line(line(steps).cut(at), Math.min(at, steps) + 1, 2048);
        assertThat(again).isEqualTo(line(2048));
    }

    /** A line that stands in the log twice, as each of several processes writes it, costs nothing. */
    @Test
    void theLastPointCanBeDroppedAloneEvenFromABucketOfMany() {
        Curve curve = Curve.EMPTY;
        for (int step = 1; step <= 100_000; step++) {
            curve = curve.append(step, 99, MOST).cut(step - 1).append(step, 1, MOST);
        }
        assertThat(curve).isEqualTo(line(100_000));
    }

    @Property(tries = 100)
    void isTheCurveItClaimsToBeHoweverItsPastIsOpenedAgain(
            @ForAll @Size(max = 300) List<@IntRange(max = 99) Integer> ops) {
        List<Curve> moments = new ArrayList<>(List.of(Curve.EMPTY));
        List<List<Integer>> expected = new ArrayList<>(List.of(List.of()));
        for (int op : ops) {
            int from = op % moments.size();
            List<Integer> values = new ArrayList<>(expected.get(from));
            if (op % 5 == 0) {
                moments.add(moments.get(from).cut(op / 5));
                expected.add(values.subList(0, Math.min(values.size(), op / 5 + 1)));
            } else {
                moments.add(moments.get(from).append(values.size(), op, MOST));
                values.add(op);
                expected.add(values);
            }
        }
        for (int i = 0; i < moments.size(); i++) {
            Curve curve = moments.get(i);
            assertThat(buckets(curve).mapToObj(b -> (int) curve.mean(b))).isEqualTo(expected.get(i));
        }
    }

    /** This happens when the last point of a curve was dropped that had just been thinned. */
    @Test
    void fullBucketsAsManyAsAreAllowedStillMakeRoom() {
        Curve curve = line(MOST + 1).cut(MOST).within(256);
        for (int step = MOST + 1; step <= MOST + 1000; step++) {
            curve = curve.append(step, 1, 256);
            assertThat(curve.size()).isLessThanOrEqualTo(256);
        }
    }

    @Property(tries = 300)
    void asManyBucketsAsAreAllowedLoseNoPoint(
            @ForAll @IntRange(min = 1, max = 9_000) int steps, @ForAll @IntRange(min = 1, max = 9_000) int cut) {
        Curve curve = line(steps).cut(cut).within(256);
        Curve more = curve;
        for (int step = steps + 1; step <= steps + 1000; step++) {
            more = more.append(step, 1, 256);
        }
        Curve all = more;
        assertThat(curve.size()).isLessThanOrEqualTo(256);
        assertThat(all.size()).isLessThanOrEqualTo(256);
        assertThat(buckets(all).map(all::finite).sum())
                .isEqualTo(1000 + buckets(curve).map(curve::finite).sum());
        assertThat(buckets(all).limit(all.size() - 1)).allMatch(i -> all.finite(i) == all.width());
    }
}
