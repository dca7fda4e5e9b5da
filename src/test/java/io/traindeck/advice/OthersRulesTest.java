package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * The rules, on what other trainers log: raised with a remedy that fits any of them, and silent if there is too little.
 */
class OthersRulesTest {
    @Test
    void aWindowHoldsValuesNotSteps() {
        LongFunction<Object[]> well = step -> new Object[] {"loss", 0.5 + 2 * Math.exp(-step / 1000.0)};
        OthersLog log =
                new OthersLog().steps(10, 5000, 10, well).steps(5010, 5400, 10, step -> new Object[] {"loss", 9});
        assertThat(log.message()).startsWith("the loss of the last 50 logged steps is ");

        // Values of another signal between them fill no window.
        OthersLog mixed = new OthersLog();
        for (long step = 1; step <= 3000; step++) {
            mixed.line(Kind.STEP, step, "lr-AdamW", 1e-3);
            if (step % 100 == 0) {
                mixed.line(Kind.STEP, step, "train_loss_step", step < 2900 ? 1 : 100);
            }
        }
        assertThat(mixed.codes()).isEmpty();
    }

    @Test
    void aLossBecomesNotANumber() {
        OthersLog log = new OthersLog()
                .steps(10, 1230, 10, step -> new Object[] {"loss", 2, "grad_norm", 1.1, "learning_rate", 1e-3})
                .line(Kind.STEP, 1240, "loss", Double.NaN, "grad_norm", Double.NaN, "learning_rate", 1e-3);

        assertThat(log.message())
                .isEqualTo("the loss became NaN at step 1240 (rate 1.00e-03; at step 1230: loss 2.00, gradient norm"
                        + " 1.10); start from a checkpoint before it, with a third of the learning rate, or with the"
                        + " gradient clipped");
    }

    @Test
    void aGradientThatOverflowsNowAndThenIsWhatMixedPrecisionDoes() {
        LongFunction<Object[]> scaled =
                step -> new Object[] {"loss", 2, "grad_norm", step % 50 < 2 ? Double.POSITIVE_INFINITY : 1};
        assertThat(new OthersLog().steps(1, 500, 1, scaled).advice()).isEmpty();
        assertThat(new OthersLog()
                        .steps(1, 100, 1, scaled)
                        .steps(101, 110, 1, step -> new Object[] {"loss", 2, "grad_norm", Double.NaN})
                        .message())
                .startsWith("the gradient norm became NaN at step ");
    }

    @Test
    void aScoreInPercentIsToldAsTheLogHasIt() {
        OthersLog log = new OthersLog();
        LongFunction<Object[]> line = step -> new Object[] {"loss", 2.3, "lr", 1e-3};
        for (int end = 250; end <= 1500; end += 250) {
            log.steps(end - 249, end, 1, line)
                    .line(
                            Kind.VALIDATION,
                            end,
                            "train_loss",
                            2.3 + end / 1e6,
                            "val_loss",
                            2.3,
                            "train_acc",
                            12.5,
                            "val_acc",
                            8.5);
        }
        assertThat(log.message())
                .startsWith("the training loss has not fallen in 3 validations (2.30, train_acc 12.50%); ");
    }

    @Test
    void aValidationLossThatIsNotANumber() {
        OthersLog log = new OthersLog()
                .steps(10, 500, 10, step -> new Object[] {"loss", 2 - step / 1000.0})
                .line(Kind.VALIDATION, 500, "eval_loss", Double.NaN, "eval_runtime", 3);

        assertThat(log.message()).startsWith("the validation loss at step 500 is NaN; start from");
    }

    @Test
    void theTrainingLossOfAValidationIsTheMeanOfTheStepsBefore() {
        OthersLog log = new OthersLog();
        for (long epoch = 1; epoch <= 8; epoch++) {
            double loss = 2.0 / epoch;
            log.steps(epoch * 100 - 90, epoch * 100, 10, step -> new Object[] {"loss", loss});
            log.line(Kind.VALIDATION, epoch * 100, "eval_loss", 1 + 0.1 * epoch);
        }
        assertThat(log.message()).contains("grown from -0.900 to 1.10 in 4 validations (eval_loss 1.10 to 1.50)");
    }

    @Test
    void aRateThatIsZeroAndAScheduleOfOthers() {
        OthersLog log = new OthersLog().says(new Plan(1000, 0, 0, 0, 0, 1e-3, "cosine"), Map.of());
        log.steps(10, 900, 10, step -> new Object[] {"loss", 1, "learning_rate", 1e-3 * (1 - step / 900.0)});
        assertThat(log.advice()).isEmpty();
        log.steps(910, 1000, 10, step -> new Object[] {"loss", 1, "learning_rate", 0});
        assertThat(log.message())
                .isEqualTo("the learning rate has been 0 for the last 6 logged steps, to step 950: nothing is learned;"
                        + " make the schedule as long as the run, or try a constant rate");
    }

    @Test
    void theEndOfAScheduleMayBeWrittenAsZero() {
        OthersLog log = new OthersLog().steps(50, 10_000, 50, step ->
                new Object[] {"loss", 1, "lr", Math.floor(1e6 * 2e-3 * Math.pow(1 - step / 10_050.0, 2)) / 1e6});
        assertThat(log.codes()).isEmpty();
    }

    @Test
    void aTestLossIsNotTakenForTheValidationLoss() {
        OthersLog log = new OthersLog();
        for (long epoch = 1; epoch <= 9; epoch++) {
            double loss = 1 - 0.1 * epoch;
            log.steps(epoch * 100 - 90, epoch * 100, 10, step -> new Object[] {"loss", loss});
            log.line(Kind.VALIDATION, epoch * 100, "valid_loss", loss)
                    .line(Kind.VALIDATION, epoch * 100, "test_loss", 1);
        }
        assertThat(log.advice()).isEmpty();
    }

    @Test
    void twoBatchesAreNoTrainingLoss() {
        OthersLog log = new OthersLog();
        for (long epoch = 1; epoch <= 40; epoch++) {
            log.steps(epoch * 100 - 50, epoch * 100, 50, step -> new Object[] {"loss", 2 + OthersLog.noise(step)});
            log.line(Kind.VALIDATION, epoch * 100, "valid_loss", 1.5);
        }
        assertThat(log.advice()).isEmpty();
    }

    @Test
    void anyThroughputMayBeLow() {
        OthersLog tokens = OthersLog.gpt(2000, OthersLog::gptLoss, OthersLog::gptLoss);
        tokens.steps(2001, 3000, 1, step ->
                new Object[] {"loss", OthersLog.gptLoss(step), "lr", 6e-4, "norm", 0.5, "tok/sec", 4e5});
        assertThat(tokens.codes()).containsExactly("throughput_low");
        assertThat(tokens.message())
                .isEqualTo("throughput was 4.0e+05 tok/s in the last 80 steps, 63% below this run's usual 1.1e+06; see"
                        + " what else runs (top, nvidia-smi), heat and power limits, and where the data comes from");

        OthersLog untimed = new OthersLog()
                .says(Plan.UNKNOWN, Map.of("device", "cuda:0"))
                .steps(10, 10_000, 10, step -> new Object[] {"mfu", step < 8000 ? 38 : 12});
        untimed.events.replaceAll(event -> event instanceof Measured m
                ? new Measured(0, m.kind(), m.step(), m.epoch(), m.best(), m.values())
                : event);
        assertThat(untimed.message())
                .startsWith("mfu was 12.0 in the last 800 steps, 68% below this run's usual 38.0; see nvidia-smi");
    }

    @Test
    void accuraciesInPercentAreReadAsSuch() {
        OthersLog log = new OthersLog().says(Plan.of(0, 10, 0), Map.of());
        for (long epoch = 1; epoch <= 10; epoch++) {
            log.line(
                    Kind.EPOCH,
                    epoch,
                    "train_loss",
                    1.5 - 0.05 * epoch,
                    "train_acc",
                    50,
                    "test_loss",
                    1 - 0.05 * epoch,
                    "test_acc",
                    60 + epoch);
        }
        assertThat(log.message())
                .isEqualTo("test_acc has been at least 10 points above train_acc for 3 epochs (68.00% against 50.00%);"
                        + " dropout or augmentation is heavy: less of one, or more training");
    }

    @Test
    void patienceCountsByTheGoalThatTheLogNames() {
        OthersLog log = new OthersLog();
        Plan plan = new Plan(0, 0, 0, 5, 0, 0, "");
        Goal goal = new Goal("eval_wer", Goal.Better.LOWER);
        log.events.add(new Described(0, new Description(plan, goal, Set.of(), Map.of())));
        for (long i = 1; i <= 5; i++) {
            log.line(Kind.VALIDATION, 500 * i, "eval_loss", 1.0, "eval_wer", i == 1 ? 0.12 : 0.13);
        }
        assertThat(log.message())
                .isEqualTo("no better eval_wer for 4 validations (best 0.120 at step 500): one more validation like"
                        + " that, and patience (5) ends the run; where eval_loss still falls, give the next run more"
                        + " patience");
    }
}
