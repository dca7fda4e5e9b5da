package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LoopStateTest {
    @Property
    void metadataGivesBackTheSameBits(
            @ForAll @IntRange int step,
            @ForAll @IntRange int epoch,
            @ForAll @IntRange int batch,
            @ForAll double lossSum,
            @ForAll @LongRange(max = Integer.MAX_VALUE) long correct,
            @ForAll @LongRange(max = Integer.MAX_VALUE) long images,
            @ForAll double normSum,
            @ForAll double normMax,
            @ForAll double seconds,
            @ForAll double bestValAcc,
            @ForAll @IntRange int bestEpoch,
            @ForAll @IntRange int badEpochs) {
        LoopState state = new LoopState(
                step,
                epoch,
                batch,
                new LoopState.Sums(lossSum, correct, images, normSum, normMax, seconds),
                new LoopState.Best(bestEpoch, bestValAcc, badEpochs));
        // A record compares its doubles by their bits.
        assertThat(LoopState.fromMetadata(state.toMetadata())).isEqualTo(state);
    }

    @Test
    void theStartAndWhatIsNotFiniteComeBackToo() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE}) {
            LoopState state = new LoopState(
                    1,
                    1,
                    1,
                    new LoopState.Sums(number, 1, 1, number, number, number),
                    new LoopState.Best(0, number, 0));
            assertThat(LoopState.fromMetadata(state.toMetadata())).isEqualTo(state);
        }
        Map<String, String> start = LoopState.START.toMetadata();
        assertThat(LoopState.fromMetadata(start)).isEqualTo(LoopState.START);
    }

    @Test
    void sumsAreOverImagesAndOneEpoch() {
        LoopState state = LoopState.START
                .afterStep(new TrainStep.Result(2, 3, 5, true), 4)
                .afterStep(new TrainStep.Result(1, 2, 4, true), 2)
                .afterSeconds(1.5);
        assertThat(state)
                .isEqualTo(new LoopState(2, 1, 2, new LoopState.Sums(10, 5, 6, 9, 5, 1.5), LoopState.Best.NONE));
        assertThat(state.isPossible(2)).isTrue();
        assertThat(state.isPossible(1)).isFalse();

        LoopState next = state.afterEpoch(0.25);
        assertThat(next).isEqualTo(new LoopState(2, 2, 0, LoopState.Sums.NOTHING, new LoopState.Best(1, 0.25, 0)));
        assertThat(next.isPossible(2)).isTrue();
    }

    @Test
    void onlyAHigherAccuracyIsBetter() {
        LoopState first = LoopState.START.afterEpoch(0);
        assertThat(first.best().epoch()).isEqualTo(1);
        assertThat(first.best().badEpochs()).isZero();
        LoopState equal = first.afterEpoch(0);
        assertThat(equal.best().epoch()).isEqualTo(1);
        assertThat(equal.best().badEpochs()).isEqualTo(1);
        assertThat(equal.afterEpoch(Double.NaN).best().badEpochs()).isEqualTo(2);
        LoopState better = equal.afterEpoch(0.5);
        assertThat(better.best().epoch()).isEqualTo(3);
        assertThat(better.best().valAcc()).isEqualTo(0.5);
        assertThat(better.best().badEpochs()).isZero();
    }
}
