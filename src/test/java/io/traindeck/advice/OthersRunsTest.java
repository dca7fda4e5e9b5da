package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Whole runs of other trainers, with the names that they give their metrics. */
class OthersRunsTest {
    @Test
    void aHealthyGptIsQuiet() {
        assertThat(OthersLog.gpt(5000, OthersLog::gptLoss, step -> OthersLog.gptLoss(step) + 0.03)
                        .advice())
                .isEmpty();
    }

    @Test
    void aGptThatLearnsItsFewBooksByHeart() {
        OthersLog log = OthersLog.gpt(
                5000, step -> 0.6 + 3.6 * Math.exp(-step / 1000.0), step -> 1.4 + Math.abs(step - 1500) / 4000.0);

        assertThat(log.codes()).containsExactly("gap_grows");
        assertThat(log.message())
                .matches("the train/validation gap has grown from .* to .* in 4 validations \\(val_loss .* to .*\\);"
                        + " regularise more \\(augmentation, dropout, weight decay\\), take more data, or stop here");
    }

    @Test
    void aGptThatDiverges() {
        OthersLog log = OthersLog.gpt(3000, step -> step < 2000 ? OthersLog.gptLoss(step) : 9.0, step -> 3.4);

        assertThat(log.codes()).containsExactly("loss_diverges");
        assertThat(log.message())
                .matches("the loss of the last 50 steps is .*, up from .* at step \\d+: it diverges; lower the learning"
                        + " rate to a third, or clip the gradient norm");
        assertThat(log.advice().get(0).step()).isBetween(2000L, 2050L);
    }

    @Test
    void detectionWithThirtyMetricsIsQuiet() {
        OthersLog log = new OthersLog().says(Plan.of(0, 100, 0), Map.of());
        for (long epoch = 0; epoch < 100; epoch++) {
            double fall = Math.exp(-epoch / 30.0);
            log.line(
                    Kind.EPOCH,
                    epoch,
                    "train/box_loss",
                    0.03 + 0.05 * fall,
                    "train/cls_loss",
                    0.0,
                    "train/dfl_loss",
                    0.9 + fall,
                    "metrics/precision(B)",
                    0.9 - 0.5 * fall,
                    "metrics/recall(B)",
                    0.8 - 0.5 * fall,
                    "metrics/mAP50(B)",
                    0.92 - 0.9 * fall,
                    "metrics/mAP50-95(B)",
                    0.6 - 0.6 * fall,
                    "val/box_loss",
                    0.035 + 0.04 * fall + 0.002 * OthersLog.noise(epoch),
                    "val/cls_loss",
                    0.0,
                    "val/dfl_loss",
                    0.95 + fall,
                    "lr/pg0",
                    0.01 * (1 - epoch / 100.0) + 1e-4,
                    "lr/pg1",
                    0.01 * (1 - epoch / 100.0) + 1e-4);
        }
        assertThat(log.advice()).isEmpty();
    }

    @Test
    void reinforcementLearningIsToldNothingOfLossesThatNeedNotFall() {
        OthersLog log = new OthersLog();
        for (long step = 2048; step <= 400 * 2048; step += 2048) {
            log.line(
                    Kind.STEP,
                    step,
                    "rollout/ep_rew_mean",
                    step / 2048.0,
                    "train/loss",
                    step < 200 * 2048 ? 1 : 50 + OthersLog.noise(step),
                    "train/value_loss",
                    10 + step / 4096.0,
                    "train/learning_rate",
                    3e-4,
                    "time/fps",
                    900 + 50 * OthersLog.noise(step));
            if (step % (20 * 2048) == 0) {
                log.line(Kind.VALIDATION, step, "eval/mean_reward", step / 4096.0, "eval/loss", step / 2048.0);
            }
        }
        assertThat(log.advice()).isEmpty();
    }

    @Test
    void adversariesMayLoseByAnyMeasure() {
        OthersLog log = new OthersLog().steps(1, 2000, 1, step -> new Object[] {
            "Loss/G/loss", step < 1000 ? 1 : 40, "Loss/D/loss", step < 1000 ? 1 : 0.01, "Loss/scores/fake", -step
        });
        assertThat(log.advice()).isEmpty();
    }

    @Test
    void aLossThatIsALogarithmMayBeNegative() {
        OthersLog log = new OthersLog()
                .steps(1, 3000, 1, step -> new Object[] {"train/loss", -step / 100.0 + OthersLog.noise(step)})
                .line(Kind.VALIDATION, 3000, "val/loss", -20);
        assertThat(log.advice()).isEmpty();
    }

    @Test
    void aLossThatStaysWhereItBegan() {
        OthersLog log = OthersLog.gpt(3000, step -> 10.8 + 0.01 * OthersLog.noise(step), step -> 10.8);
        assertThat(log.codes()).containsExactly("train_loss_stuck");
        assertThat(log.message())
                .matches("the training loss has not fallen in 3 validations \\(10\\.8\\); try another learning rate,"
                        + " less regularisation, or a larger network");
    }

    @Test
    void aSecondSessionInTheSameLogReplacesTheFirst() {
        LongFunction<Object[]> line = step -> new Object[] {"loss", 0.5 + 10 * Math.exp(-step / 100.0)};
        OthersLog log = new OthersLog().steps(0, 2000, 1, line).steps(0, 2000, 1, line);
        assertThat(log.advice()).isEmpty();
    }
}
