package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.Unpaused;
import org.junit.jupiter.api.Test;

/** The rules that look at steps: a log that raises each, and logs that are near it and do not. */
class StepRulesTest {
    private static MadeUpRun run() {
        return new MadeUpRun(30, 391);
    }

    @Test
    void aHealthyRunIsQuiet() {
        assertThat(run().steps(3000).advice()).isEmpty();
    }

    @Test
    void aGradientThatIsClippedHardStepAfterStep() {
        MadeUpRun run =
                run().steps(100).gradNorm(step -> step % 7 == 0 ? 2 : 23.1).steps(60);
        assertThat(run.message())
                .startsWith("gradient norm has been over 10x the clip of 1.0 in 25 of the last 50 steps (median ")
                .contains("lower --max-lr");
        assertThat(run.codes()).containsExactly("gradient_norm_high");
    }

    @Test
    void spikesNowAndThenAreWhatClippingIsFor() {
        assertThat(run().gradNorm(step -> step % 3 == 0 ? 1000 : 2).steps(500).advice())
                .isEmpty();
        assertThat(run().gradNorm(step -> 9.99).steps(500).advice()).isEmpty();
    }

    @Test
    void aRunWithoutClippingMayHaveAnyNorm() {
        assertThat(new MadeUpRun(30, 391, 0, 7)
                        .gradNorm(step -> 1000)
                        .steps(500)
                        .advice())
                .isEmpty();
    }

    @Test
    void aLossThatIsNoNumber() {
        assertThat(run().steps(411).loss(step -> Double.NaN).steps(5).message())
                .matches(
                        "the loss became NaN at step 412 \\(rate .*; the step before: loss .*, gradient norm .*\\);.*");
        assertThat(run().steps(10)
                        .gradNorm(step -> Double.POSITIVE_INFINITY)
                        .steps(1)
                        .message())
                .startsWith("the gradient norm became Infinity at step 11");
    }

    @Test
    void aNormThatWasNeverMeasuredIsNoFault() {
        assertThat(run().gradNorm(step -> Double.NaN).steps(500).advice()).isEmpty();
    }

    @Test
    void aLossThatDiverges() {
        MadeUpRun run = run().steps(500).loss(step -> 2 + (step - 500) * 0.05).steps(200);
        assertThat(run.message())
                .startsWith("the loss of the last 50 steps is ")
                .contains("it diverges");
        assertThat(run.codes()).containsExactly("loss_diverges");
    }

    @Test
    void badBatchesAndSmallLossesThatDoubleAreNoDivergence() {
        assertThat(run().steps(500)
                        .loss(step -> step % 20 == 0 ? 10 : 1.9)
                        .steps(500)
                        .advice())
                .isEmpty();
        assertThat(run().loss(step -> step < 500 ? 0.05 : 0.15).steps(1000).advice())
                .isEmpty();
    }

    @Test
    void aRateOfZero() {
        assertThat(run().steps(100).lr(step -> 0).steps(20).message())
                .startsWith("the learning rate has been 0 for the last 3 steps, to step 103")
                .contains("--schedule constant");
        assertThat(run().steps(100).lr(step -> Double.NaN).steps(20).codes()).containsExactly("rate_zero");
    }

    @Test
    void aScheduleMayEndWithZero() {
        MadeUpRun run = new MadeUpRun(MadeUpRun.started(1, 100, 1, 7, "polynomial", "cpu"));
        assertThat(run.lr(step -> 1e-3 * (100 - step) / 100).steps(100).advice())
                .isEmpty();
    }

    @Test
    void aRateThatIsOffItsSchedule() {
        MadeUpRun run = run().steps(1000);
        // Started anew, as a trainer does that forgets its schedule when it resumes.
        assertThat(run.lr(step -> run.plan().rate(step - 1000)).steps(20).message())
                .isEqualTo("the learning rate is 1.20e-04 at step 1003 where OneCycle has 6.59e-04; check where the"
                        + " schedule is stepped, and its number of steps");
    }

    @Test
    void aStepMoreOrLessIsNotOffTheScheduleNorIsAScheduleThatNobodyKnows() {
        MadeUpRun late = run();
        assertThat(late.lr(step -> late.plan().rate(step - 1)).steps(2000).advice())
                .isEmpty();
        MadeUpRun other = new MadeUpRun(MadeUpRun.started(30, 391, 1, 7, "polynomial", "cpu"));
        assertThat(other.lr(step -> 1e-3 / step).steps(2000).advice()).isEmpty();
    }

    @Test
    void throughputThatIsDownByMoreThanAThirdAndWhy() {
        MadeUpRun slow = run().cpu(190)
                .then(run -> measured(run, 190))
                .imagesPerS(step -> 150)
                .then(run -> measured(run, 95));
        assertThat(slow.message())
                .matches("throughput was \\d+ images/s in the last \\d+ steps, 49% below this run's usual 3\\d\\d;"
                        + " the trainer gets 111% of a core instead of 190%: see what else runs \\(top\\)");
        MadeUpRun hot =
                run().then(run -> measured(run, 190)).imagesPerS(step -> 150).then(run -> measured(run, 190));
        assertThat(hot.message()).contains("its processor time has not fallen (190% of a core, usual 190%)");
        MadeUpRun unknown = run().steps(1000).imagesPerS(step -> 150).steps(300);
        assertThat(unknown.message()).endsWith("; see what else runs (top), and whether the processor is hot");
        MadeUpRun card = new MadeUpRun(MadeUpRun.started(30, 391, 1, 7, "onecycle", "cuda"))
                .steps(1000)
                .imagesPerS(step -> 150)
                .steps(300);
        assertThat(card.message()).contains("nvidia-smi");
    }

    private static void measured(MadeUpRun run, double cpuPercent) {
        for (int i = 0; i < 100; i++) {
            run.steps(10).cpu(cpuPercent);
        }
    }

    @Test
    void throughputThatStallsForAMomentOrSinksALittleOrAlwaysSwings() {
        assertThat(run().steps(1000)
                        .imagesPerS(step -> step % 100 == 0 ? 2 : 320)
                        .steps(1000)
                        .advice())
                .isEmpty();
        assertThat(run().steps(1000).imagesPerS(step -> 230).steps(1000).advice())
                .isEmpty();
        assertThat(run().imagesPerS(step -> step / 300 % 2 == 0 ? 320 : 150)
                        .steps(4000)
                        .codes())
                .hasSizeLessThanOrEqualTo(1); // the first time it cannot know
    }

    @Test
    void pausesAndValidationsAreNotThroughput() {
        MadeUpRun run = run();
        for (int i = 0; i < 20; i++) {
            run.steps(100).add(new Paused(0, 1)).pass(3_600_000).add(new Unpaused(0, 1));
        }
        assertThat(run.advice()).isEmpty();
    }
}
