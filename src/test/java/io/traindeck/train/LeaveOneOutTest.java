package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.testing.EveryExtra;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Rate;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Dials.Updates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LeaveOneOutTest {
    private static final Dials FAST = Recipe.FAST.dials(42);

    /** Dials that have every part. */
    private static final Dials EVERYTHING =
            FAST.with(new Regularisation(0.1, 0.2, true)).with(EveryExtra.ON);

    static Stream<Arguments> dialsOfParts() {
        return Stream.of(
                Arguments.of(Part.MUON, Set.of("optimizer")),
                Arguments.of(Part.LINEAR, Set.of("schedule", "warmup")),
                Arguments.of(Part.WARMUP, Set.of("warmup")),
                Arguments.of(Part.HIDDEN_LR, Set.of("hidden_lr")),
                Arguments.of(Part.DECAY, Set.of("weightDecay")),
                Arguments.of(Part.SMOOTHING, Set.of("label_smoothing")),
                Arguments.of(Part.EMA, Set.of("ema")),
                Arguments.of(Part.CROP, Set.of("crop_padding")),
                Arguments.of(Part.FLIP, Set.of("flip")),
                Arguments.of(Part.CUTOUT, Set.of("cutout")),
                Arguments.of(Part.DIRAC, Set.of("dirac_init")),
                Arguments.of(Part.WHITENING, Set.of("whitening_init")),
                Arguments.of(Part.CLIP, Set.of("clip")),
                Arguments.of(Part.DROPOUT, Set.of("dropout", "headDropout")));
    }

    @ParameterizedTest
    @MethodSource("dialsOfParts")
    void aPartTakesItsOwnDialsAwayAndNoOthers(Part part, Set<String> changed) {
        Dials without = part.without(EVERYTHING);

        assertThat(differing(EVERYTHING, without)).isEqualTo(changed);
        assertThat(part.without(without)).as("once more changes nothing").isEqualTo(without);
    }

    private static Set<String> differing(Dials one, Dials other) {
        Map<String, Object> left = all(one);
        left.entrySet().removeAll(all(other).entrySet());
        return left.keySet();
    }

    /** Returns every dial by its name, the extras that are on included. */
    private static Map<String, Object> all(Dials dials) {
        Map<String, Object> all = new HashMap<>(EachDial.of(dials));
        all.putAll(dials.extras().on());
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereCannotBeLeftOut(Part part) {
        Dials without = part.without(EVERYTHING);

        assertThat(LeaveOneOut.partsOf(EVERYTHING)).contains(part);
        assertThat(LeaveOneOut.partsOf(without)).doesNotContain(part);
        assertThatThrownBy(() -> new LeaveOneOut("fast", without, List.of(part)))
                .hasMessageStartingWith("there is no '" + part + "' to leave out; there are ");
    }

    @Test
    void trainsTheWholeAndThenWithoutEachPart() {
        List<Variant> variants = new LeaveOneOut("fast", FAST, List.of(Part.EMA, Part.MUON)).variants(7);

        assertThat(variants)
                .containsExactly(
                        new Variant(0, "fast", "fast", FAST.withSeed(7)),
                        new Variant(
                                1,
                                "without-ema",
                                "without ema",
                                Part.EMA.without(FAST).withSeed(7)),
                        new Variant(
                                2,
                                "without-muon",
                                "without muon",
                                Part.MUON.without(FAST).withSeed(7)));
    }

    @Test
    void leavesOutAllThatFastHasUnlessItIsTold() {
        assertThat(LeaveOneOut.partsOf(FAST))
                .containsExactly(
                        Part.MUON,
                        Part.LINEAR,
                        Part.WARMUP,
                        Part.DECAY,
                        Part.SMOOTHING,
                        Part.EMA,
                        Part.CROP,
                        Part.FLIP,
                        Part.DIRAC,
                        Part.WHITENING,
                        Part.CLIP);
    }

    @Test
    void refusesAPartTwiceAndNothingToLeaveOut() {
        assertThatThrownBy(() -> new LeaveOneOut("fast", FAST, List.of(Part.EMA, Part.CLIP, Part.EMA)))
                .hasMessage("--parts names one twice: ema,clip,ema");
        assertThatThrownBy(() -> new LeaveOneOut("vanilla", FAST, List.of()))
                .hasMessageStartingWith("there is nothing to leave out");
    }

    @Test
    void whatHasNoDecayHasNoneToLeaveOut() {
        assertThat(LeaveOneOut.partsOf(Recipe.VANILLA.dials(42))).isEmpty();
    }

    /** A rate that suits one optimizer may not suit another; the reader of the table must know that. */
    @Test
    void whatComesInsteadOfMuonAndOfStraightLinesHasTheirRate() {
        assertThat(Part.MUON.without(FAST).updates())
                .isEqualTo(new Updates(
                        OptimizerKind.ADAMW,
                        FAST.updates().weightDecay(),
                        FAST.updates().clip()));
        assertThat(Part.LINEAR.without(FAST).rate())
                .isEqualTo(new Rate(FAST.rate().maxLr(), ScheduleKind.ONECYCLE));
    }
}
