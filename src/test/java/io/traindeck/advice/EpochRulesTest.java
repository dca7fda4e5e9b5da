package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.testing.OwnEpoch;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The rules that look at epochs: a log that raises each, and logs that are near it and do not. */
class EpochRulesTest {
    private static double[] losses(double... losses) {
        return losses;
    }

    private static MadeUpRun run(int epochs) {
        return new MadeUpRun(epochs, 100);
    }

    @Test
    void aGapThatGrowsEpochAfterEpoch() {
        MadeUpRun run = run(30).epochs(losses(1.5, 1.2, 1.0, 0.8, 0.6, 0.4), losses(1.3, 1.1, 1.0, 1.0, 1.05, 1.1));
        assertThat(run.message())
                .isEqualTo(
                        "the train/validation gap has grown from -0.200 to 0.450 in 4 epochs (val_loss 1.30 to 1.05);"
                                + " regularise more: --augment, more --dropout or --weight-decay");
        assertThat(run.codes()).containsExactly("gap_grows");
    }

    /** Other programs need not tell in which epoch they go on: they write 0. */
    @Test
    void aGapThatGrowsThoughTheRunWentOnInAnEpochThatIsNotKnown() {
        MadeUpRun run = run(30).epochs(losses(1.5, 1.2, 1.0, 0.8), losses(1.3, 1.1, 1.0, 1.0));
        run.add(new RunResumed(run.nowMs(), 400, 0, "")).epochs(losses(0.6, 0.4), losses(1.05, 1.1));
        assertThat(run.codes()).containsExactly("gap_grows");
    }

    @Test
    void aGapThatIsSmallOrLevelOrOnlyWavers() {
        assertThat(run(30).epochs(losses(0.9, 0.8, 0.7, 0.6, 0.5, 0.4), losses(0.9, 0.82, 0.74, 0.66, 0.58, 0.5))
                        .advice())
                .isEmpty();
        assertThat(run(30).epochs(losses(0.9, 0.8, 0.7, 0.6, 0.5, 0.4), losses(1.9, 1.8, 1.7, 1.6, 1.5, 1.4))
                        .advice())
                .isEmpty();
        assertThat(run(30).epochs(losses(0.9, 0.8, 0.7, 0.6, 0.5, 0.4), losses(1.1, 1.3, 0.9, 1.1, 0.7, 0.9))
                        .advice())
                .isEmpty();
    }

    @Test
    void epochsOfAFewStepsSayNothingFourTimes() {
        MadeUpRun run = new MadeUpRun(100, 4);
        run.epochs(losses(1.5, 1.2, 1.0, 0.8, 0.6, 0.4), losses(1.3, 1.1, 1.0, 1.0, 1.05, 1.1));
        assertThat(run.advice()).isEmpty();
    }

    @Test
    void aTrainingLossThatDoesNotFall() {
        MadeUpRun run = run(30).epochs(losses(1.8, 1.6, 1.6, 1.61, 1.61), losses(1.8, 1.6, 1.6, 1.6, 1.6));
        assertThat(run.message())
                .startsWith("the training loss has not fallen in 3 epochs (1.61, train_acc 19.99%)")
                .contains("less --dropout");
        assertThat(run.codes()).containsExactly("train_loss_stuck");
    }

    @Test
    void aNetworkThatStillGuesses() {
        assertThat(run(30).epochs(losses(2.4, 2.305), losses(2.31, 2.3)).message())
                .startsWith("the training loss is 2.31 after 200 steps, no better than guessing (2.30)");
        assertThat(new MadeUpRun(30, 30)
                        .epochs(losses(2.4, 2.305, 2.25), losses(2.31, 2.3, 2.2))
                        .advice())
                .isEmpty();
    }

    @Test
    void aTrainingLossThatFallsSlowlyOrHasFallenFarOrHasNoRateLeft() {
        double[] slow = DoubleStream.iterate(1.9, loss -> loss * 0.99).limit(10).toArray();
        assertThat(run(30).epochs(slow, slow).advice()).isEmpty();
        double[] far = losses(1, 0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(run(30).epochs(far, far).advice()).isEmpty();
        double[] late = losses(1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.2, 1.2);
        assertThat(run(10).epochs(late, late).advice()).isEmpty();
    }

    @Test
    void anEpochWithoutALoss() {
        assertThat(run(30).epoch(1.5, 0.4, Double.NaN, 0.4).message())
                .startsWith("the validation loss of epoch 1 is NaN;");
        assertThat(run(30).epoch(Double.POSITIVE_INFINITY, 0.4, 1.5, 0.4).message())
                .startsWith("the training loss of epoch 1 is Infinity;");
    }

    @Test
    void validationThatIsMuchBetterForLong() {
        MadeUpRun run = run(10);
        for (int epoch = 1; epoch <= 8; epoch++) {
            run.epoch(1.5 - 0.05 * epoch, 0.5, 1.0 - 0.05 * epoch, 0.6 + 0.01 * epoch);
        }
        assertThat(run.message())
                .isEqualTo("val_acc has been at least 10 points above train_acc for 3 epochs (68.00% against 50.00%);"
                        + " dropout or augmentation is heavy: less --dropout, or --no-augment");
        assertThat(OwnEpoch.of(run.events.get(run.events.size() - 1))
                        .orElseThrow()
                        .epoch())
                .isEqualTo(8);
    }

    @Test
    void validationThatIsBetterAtTheStartOrByLittle() {
        MadeUpRun start = run(20);
        MadeUpRun little = run(10);
        for (int epoch = 1; epoch <= 10; epoch++) {
            start.epoch(1.5 - 0.05 * epoch, 0.4, 1.0 - 0.05 * epoch, 0.6 + 0.01 * epoch);
            little.epoch(1.5 - 0.05 * epoch, 0.6, 1.4 - 0.05 * epoch, 0.6 + 0.0095 * epoch);
        }
        assertThat(start.advice()).isEmpty();
        assertThat(little.advice()).isEmpty();
    }

    @Test
    void patienceThatIsAboutToRunOut() {
        MadeUpRun run = run(30).epoch(1, 0.6, 1, 0.7);
        for (int bad = 1; bad <= 6; bad++) {
            run.epoch(1 - 0.05 * bad, 0.6, 1 - 0.05 * bad, 0.69);
        }
        assertThat(run.message())
                .startsWith("no better val_acc for 6 epochs (best 70.00% at epoch 1): one more epoch like that, and"
                        + " patience (7) ends the run");
    }

    @Test
    void patienceThatIsLongOrOffOrPointless() {
        for (int patience : new int[] {0, 1, 8}) {
            MadeUpRun run = new MadeUpRun(30, 100, 1, patience).epoch(1, 0.6, 1, 0.7);
            for (int bad = 1; bad <= 5; bad++) {
                run.epoch(1 - 0.05 * bad, 0.6, 1 - 0.05 * bad, 0.69);
            }
            assertThat(run.advice()).isEmpty();
        }
        MadeUpRun last = run(7).epoch(1, 0.6, 1, 0.7);
        for (int bad = 1; bad <= 6; bad++) {
            last.epoch(1 - 0.05 * bad, 0.6, 1 - 0.05 * bad, 0.69);
        }
        assertThat(last.advice()).isEmpty();
    }
}
