package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Length;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Rate;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Dials.Updates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LadderTest {
    private static final Dials UPGRADED = Recipe.UPGRADED.dials(42);

    @Test
    void leadsFromVanillaToUpgraded() {
        List<Variant> rungs = new Ladder(UPGRADED, Ladder.all()).variants(42);

        assertThat(rungs).hasSize(7);
        assertThat(rungs.get(0)).isEqualTo(new Variant(0, "vanilla", "vanilla", Recipe.VANILLA.dials(42)));
        assertThat(rungs.get(6)).isEqualTo(new Variant(6, "dropout", "+dropout", UPGRADED));
        assertThat(rungs.stream().map(Variant::word))
                .containsExactly("vanilla", "batchnorm", "augment", "adamw", "onecycle", "clip", "dropout");
        assertThat(rungs.stream().map(Variant::number)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    static Stream<Arguments> dialsOfIngredients() {
        return Stream.of(
                Arguments.of(Ingredient.BATCHNORM, Set.of("batchNorm")),
                Arguments.of(Ingredient.AUGMENT, Set.of("augment")),
                Arguments.of(Ingredient.ADAMW, Set.of("optimizer", "weightDecay")),
                Arguments.of(Ingredient.ONECYCLE, Set.of("schedule", "maxLr")),
                Arguments.of(Ingredient.CLIP, Set.of("clip")),
                Arguments.of(Ingredient.DROPOUT, Set.of("dropout", "headDropout")));
    }

    @ParameterizedTest
    @MethodSource("dialsOfIngredients")
    void aRungChangesTheDialsOfItsIngredientAlone(Ingredient ingredient, Set<String> changed) {
        List<Variant> rungs = new Ladder(UPGRADED, Ladder.all()).variants(42);
        int number = ingredient.ordinal() + 1;

        assertThat(differing(rungs.get(number - 1).dials(), rungs.get(number).dials()))
                .isEqualTo(changed);
    }

    private static Set<String> differing(Dials before, Dials after) {
        Map<String, Object> same = EachDial.of(after);
        return EachDial.of(before).entrySet().stream()
                .filter(dial -> !dial.getValue().equals(same.get(dial.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void takesAnOrderAndASubset() {
        List<Variant> rungs = new Ladder(UPGRADED, List.of(Ingredient.CLIP, Ingredient.BATCHNORM)).variants(42);

        assertThat(rungs.stream().map(Variant::word)).containsExactly("vanilla", "clip", "batchnorm");
        assertThat(differing(Recipe.VANILLA.dials(42), rungs.get(1).dials())).containsExactly("clip");
        assertThat(differing(Recipe.VANILLA.dials(42), rungs.get(2).dials()))
                .containsExactlyInAnyOrder("clip", "batchNorm");
    }

    @Test
    void keepsTheTargetsOtherDialsOnEveryRung() {
        Dials target = new Dials(
                new Length(4, 32, 3),
                new Rate(0.01, ScheduleKind.ONECYCLE),
                new Updates(OptimizerKind.ADAMW, 0.1, 2),
                new Regularisation(0.3, 0.2, true),
                new Layers(List.of(8), 16, true),
                1,
                Extras.OFF);

        List<Variant> rungs = new Ladder(target, Ladder.all()).variants(9);

        assertThat(rungs).allSatisfy(rung -> assertThat(rung.dials())
                .extracting(
                        Dials::length,
                        dials -> dials.layers().widths(),
                        dials -> dials.layers().hidden(),
                        Dials::seed)
                .containsExactly(new Length(4, 32, 3), List.of(8), 16, 9L));
        assertThat(differing(target, rungs.get(6).dials())).containsExactly("seed");
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryRungThatAddsNothing(Ingredient ingredient) {
        assertThatThrownBy(() -> new Ladder(Recipe.VANILLA.dials(1), List.of(ingredient)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the rung '" + ingredient + "' would add nothing: ");
    }

    @Test
    void saysWhichLadderIsLeft() {
        Dials noClip = UPGRADED.with(new Updates(OptimizerKind.ADAMW, 0, 0));

        assertThatThrownBy(() -> new Ladder(noClip, Ladder.all()))
                .hasMessage("the rung 'adamw' would add nothing: weight_decay is 0, and AdamW without decay is Adam;"
                        + " leave it out: --ladder batchnorm,augment,onecycle,dropout");
        assertThatThrownBy(() -> new Ladder(noClip, List.of(Ingredient.CLIP)))
                .hasMessage("the rung 'clip' would add nothing: clip is 0; choose another --recipe: this one has no"
                        + " ingredient of the ladder");
    }

    @Test
    void refusesARungTwiceAndNoRungAtAll() {
        assertThatThrownBy(() -> new Ladder(UPGRADED, List.of(Ingredient.CLIP, Ingredient.DROPOUT, Ingredient.CLIP)))
                .hasMessage("the ladder has the rung 'clip' twice");
        assertThatThrownBy(() -> new Ladder(UPGRADED, List.of())).hasMessageContaining("batchnorm,augment,adamw");
    }
}
