package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Length;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Rate;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Dials.Updates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes are the lessons' own numbers. */
class RecipeTest {
    private static final List<Integer> WIDTHS = List.of(64, 128, 256);

    @Test
    void upgradedIsTheLessons() {
        assertThat(Recipe.UPGRADED.dials(42))
                .isEqualTo(new Dials(
                        new Length(30, 128, 7),
                        new Rate(3e-3, ScheduleKind.ONECYCLE),
                        new Updates(OptimizerKind.ADAMW, 5e-2, 1),
                        new Regularisation(0.15, 0.5, true),
                        new Layers(WIDTHS, 512, true),
                        42,
                        Extras.OFF));
        assertThat(Schedule.of(Recipe.UPGRADED.dials(42), 391)).isEqualTo(new Schedule.OneCycle(3e-3, 30 * 391, 0.3));
    }

    @Test
    void baselineIsUpgradedWithoutChannelDropout() {
        assertThat(Recipe.BASELINE.dials(7))
                .usingRecursiveComparison()
                .ignoringFields("regularisation.dropout")
                .isEqualTo(Recipe.UPGRADED.dials(7));
        assertThat(Recipe.BASELINE.dials(7).regularisation().dropout()).isZero();
    }

    @Test
    void vanillaIsTheLessonBefores() {
        assertThat(Recipe.VANILLA.dials(42))
                .isEqualTo(new Dials(
                        new Length(30, 128, 7),
                        new Rate(1e-3, ScheduleKind.CONSTANT),
                        new Updates(OptimizerKind.ADAM, 0, 0),
                        new Regularisation(0, 0, false),
                        new Layers(WIDTHS, 512, false),
                        42,
                        Extras.OFF));
    }

    @Test
    void fastIsUpgradedsNetworkTrainedInAnotherWay() {
        Dials fast = Recipe.FAST.dials(42);
        assertThat(fast.architecture(10)).isEqualTo(Recipe.UPGRADED.dials(42).architecture(10));
        assertThat(fast.length()).isEqualTo(new Length(12, 128, 0));
        assertThat(fast.updates().optimizer()).isEqualTo(OptimizerKind.MUON);
        assertThat(Schedule.of(fast, 391)).isEqualTo(new Schedule.Linear(5e-3, 12 * 391, 0.2));
        assertThat(fast.extras().on().keySet())
                .containsExactly(
                        "label_smoothing", "warmup", "ema", "crop_padding", "flip", "dirac_init", "whitening_init");
    }

    /** Counted by hand from the layers: convolutions, normalisations, the two linear layers. */
    @ParameterizedTest
    @CsvSource({"UPGRADED, 3249098", "BASELINE, 3249098", "VANILLA, 3248202", "FAST, 3249098"})
    void theNetworksHaveTheLessonsSize(Recipe recipe, long parameters) {
        assertThat(recipe.dials(1).architecture(10).parameters()).isEqualTo(parameters);
    }
}
