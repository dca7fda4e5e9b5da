package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Goal.Better;
import io.traindeck.event.Plan;
import io.traindeck.metric.Part;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.ForeignLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matches what runs have in common, whatever each of them calls it. */
class MatchingTest {
    private static Comparison compare(ForeignLog... logs) {
        ComparedRun[] runs = new ComparedRun[logs.length];
        for (int i = 0; i < logs.length; i++) {
            runs[i] = logs[i].compared("run" + i);
        }
        return new Comparison(List.of(runs));
    }

    private static ForeignLog one(String name) {
        return new ForeignLog().validation(1, name, 0.5).validation(2, name, 0.25);
    }

    private static List<String> names(SharedMetric metric) {
        return metric.ofRuns().stream()
                .map(series -> series.isNone() ? "-" : series.metric().name())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "eval_loss, val/loss, validation loss",
        "val_acc, validation/epoch_accuracy, validation accuracy",
        "lr, train/learning_rate, learning rate",
        "grad_norm, gnorm, gradient norm",
        "val_loss, test_loss, validation loss",
        "test_loss, tel, test loss",
    })
    void metricsOfOneQuantityAndPartAreOneLine(String one, String other, String words) {
        Comparison comparison = compare(one(one), one(other));
        assertThat(comparison.groups()).hasSize(1);
        SharedMetric line = comparison.groups().get(0).lines().get(0);
        assertThat(names(line)).containsExactly(one, other);
        assertThat(line.words()).isEqualTo(words);
    }

    @Test
    void partsAreLinesOfOneGroupAndTheOneThatMostRunsHaveIsTheFirst() {
        Comparison comparison =
                compare(one("val_loss").step(1, "train_loss", 0.5), one("loss").step(3, "other", 1), one("train/loss"));
        assertThat(comparison.groups()).hasSize(1);
        assertThat(comparison.groups().get(0).lines())
                .extracting(SharedMetric::words)
                .containsExactly("training loss", "validation loss");
        assertThat(names(comparison.groups().get(0).on(Part.VALIDATION))).containsExactly("val_loss", "-", "-");
    }

    @Test
    void aTestIsALineOfItsOwnWhereTheRunValidatesToo() {
        Comparison comparison = compare(one("val_loss").step(3, "test_loss", 1), one("test_loss"));
        assertThat(comparison.groups().get(0).lines())
                .extracting(MatchingTest::names)
                .containsExactly(List.of("val_loss", "test_loss"), List.of("test_loss", "-"));
    }

    @Test
    void ofSeveralNamesTheGoalIsTakenAndElseTheMeanThatStandsBesideTheValidation() {
        ForeignLog log = new ForeignLog()
                .step(1, "loss", 3)
                .step(2, "loss", 2)
                .validation(2, "train_loss", 2.5)
                .validation(2, "val_loss", 2.6)
                .validation(2, "val_loss_min", 2.6);
        SharedGroup group = compare(log, one("val_loss")).groups().get(0);
        assertThat(names(group.on(Part.TRAIN)).get(0)).isEqualTo("train_loss");
        assertThat(names(group.on(Part.VALIDATION)).get(0)).isEqualTo("val_loss");

        log.described(new Description(Plan.UNKNOWN, new Goal("loss", Better.LOWER), Set.of(), Map.of()));
        assertThat(names(compare(log, one("val_loss")).groups().get(0).on(Part.TRAIN))
                        .get(0))
                .isEqualTo("loss");
    }

    @Test
    void percentAndSharesCountTheSame() {
        Comparison comparison = compare(
                one("val_acc"),
                new ForeignLog().validation(1, "accuracy/val", 40).validation(2, "accuracy/val", 75));
        assertThat(comparison.best(0).value()).isEqualTo(0.5);
        assertThat(comparison.best(1).value()).isEqualTo(0.75, within(1e-12));
        assertThat(comparison.best(1).logged()).isEqualTo(75);
        assertThat(comparison.figures().get(0).change(1)).isEqualTo("+25.00");
    }

    @Test
    void whatIsNeitherPercentNorShareIsAPlainNumber() {
        Comparison comparison = compare(one("val_acc"), new ForeignLog().validation(1, "val_acc", 512));
        assertThat(comparison.groups().get(0).lines().get(0).share()).isFalse();
        assertThat(comparison.figures().get(0).text(0.5)).isEqualTo("0.500");
    }

    @Test
    void groupsAreThoseOfTwoRunsTheGoalsFirstAndThenByHowManyHaveThem() {
        Comparison comparison = compare(
                one("val_acc").step(9, "kl", 1).step(9, "alone", 1),
                one("val_acc").step(9, "kl", 1).step(9, "lr", 1),
                one("train_loss").step(9, "lr", 1).step(9, "kl", 1));
        assertThat(comparison.groups())
                .extracting(SharedGroup::title)
                .containsExactly("accuracy", "kl", "learning rate");
    }

    @Test
    void aRunAloneHasAllItsGroups() {
        assertThat(compare(one("val_acc").step(9, "lr", 1)).groups())
                .extracting(SharedGroup::title)
                .containsExactly("accuracy", "learning rate");
    }

    @Test
    void beforeAnythingIsMeasuredTheViewsAreThoseOfOurOwnTrainer() {
        ComparedRun waiting = new ComparedRun("later", RunState.EMPTY, Status.WAITING, Map.of());
        ComparedRun begun = new ComparedRun("begun", new SampleRun(3, 10).state(), Status.STARTING, Map.of());
        for (List<ComparedRun> runs : List.of(List.of(waiting, waiting), List.of(waiting, begun))) {
            assertThat(new Comparison(runs).charts())
                    .extracting(SharedGroup::title)
                    .containsExactly("accuracy", "loss", "gradient norm", "learning rate");
        }
    }

    @Test
    void runsWithOtherGoalsAreComparedByWhatMostOfThemHave() {
        Comparison comparison = compare(one("val_acc").step(9, "val_loss", 1), one("eval_loss"), one("val/loss"));
        SharedGoal goal = comparison.goal().orElseThrow();
        assertThat(goal.metric().words()).isEqualTo("validation loss");
        assertThat(goal.better()).isEqualTo(Better.LOWER);
        assertThat(goal.isAgreed()).isFalse();
        assertThat(comparison.best(0).logged()).isEqualTo(1);
        assertThat(comparison.best(1).logged()).isEqualTo(0.25);
    }

    @Test
    void aRunThatOnlyTrainsIsComparedByItsTraining() {
        Comparison comparison = compare(one("val_loss").step(3, "train_loss", 0.125), one("loss"));
        assertThat(comparison.goal().orElseThrow().metric().words()).isEqualTo("training loss");
        assertThat(comparison.best(0).logged()).isEqualTo(0.125);
    }

    @Test
    void goalsOfOneNameAreAgreedOn() {
        Comparison comparison = compare(one("val_loss"), one("val_loss"), new ForeignLog());
        assertThat(comparison.goal().orElseThrow().isAgreed()).isTrue();
        assertThat(comparison.best(2)).isNull();
    }

    @Test
    void rewardsThatAreGoalsAreOneQuantity() {
        Comparison comparison =
                compare(one("rollout/ep_rew_mean").step(1, "rollout/ep_rew_max", 7), one("charts/episodic_return"));
        assertThat(comparison.goal().orElseThrow().metric().words()).isEqualTo("reward");
        assertThat(names(comparison.goal().orElseThrow().metric()))
                .containsExactly("rollout/ep_rew_mean", "charts/episodic_return");
        assertThat(comparison.best(0).logged()).isEqualTo(0.5);
    }

    @Test
    void runsWithNothingInCommonStillHaveTheirOwnBest() {
        Comparison comparison = compare(one("val_loss"), one("fid"));
        assertThat(comparison.groups()).isEmpty();
        assertThat(comparison.goal().orElseThrow().metric().words()).isEqualTo("validation loss");
        assertThat(comparison.best(1)).isNull();
    }

    @Test
    void theBestOfStepsIsExactUntilTheyAreThinned() {
        ForeignLog few = new ForeignLog();
        ForeignLog many = new ForeignLog();
        for (int step = 1; step <= 5000; step++) {
            double loss = step == 777 ? 0.5 : 1 + step / 1000.0;
            many.step(step, "loss", loss);
            if (step <= 1000) {
                few.step(step, "loss", loss);
            }
        }
        Comparison comparison = compare(few, many);
        assertThat(comparison.best(0).words()).isEqualTo("step 777");
        assertThat(comparison.best(1).value()).isEqualTo(0.5);
        assertThat(comparison.best(1).isExact()).isFalse();
        assertThat(comparison.best(1).from()).isLessThanOrEqualTo(777);
        assertThat(comparison.best(1).to()).isGreaterThanOrEqualTo(777);
        assertThat(comparison.best(1).number()).startsWith("~");
    }
}
