package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.OwnEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeToAccuracyTest {
    private static final long COMMAND = 1_795_341_600_000L;

    private final TimeToAccuracy time = new TimeToAccuracy(0.874, COMMAND);
    private long now = COMMAND;

    private TimeToAccuracyTest pass(double seconds) {
        now += (long) (1000 * seconds);
        return this;
    }

    private TimeToAccuracyTest started() {
        time.accept(OwnEvents.started(now, "made", new Plan(0, 9, 10, 0, 0, 1e-3, "constant"), Map.of()));
        return this;
    }

    private TimeToAccuracyTest epoch(int number, double valAcc, double seconds) {
        time.accept(OwnMetrics.epoch(now, number, 10 * number, 1, 0.5, 1, valAcc, 1e-3, 1, 2, seconds, true, 0));
        return this;
    }

    private TimeToAccuracyTest then(TrainEvent event) {
        time.accept(event);
        return this;
    }

    private TimeToAccuracy.Reached reached() {
        return time.found().reached().orElseThrow();
    }

    @Test
    void itCountsFromTheCommandToTheFirstValidationThatIsGoodEnough() {
        pass(3).started()
                .pass(60)
                .epoch(1, 0.8739, 59)
                .pass(61)
                .epoch(2, 0.874, 60)
                .pass(60)
                .epoch(3, 0.9, 59);

        assertThat(reached()).isEqualTo(new TimeToAccuracy.Reached(new TimeToAccuracy.Epoch(2, 0.874), 124, 119));
        assertThat(time.found().breaks()).isZero();
        assertThat(time.found().isBranch()).isFalse();
    }

    @Test
    void aRunThatNeverCameThereTellsItsBestEpoch() {
        started()
                .pass(60)
                .epoch(1, 0.5, 60)
                .pass(60)
                .epoch(2, 0.87, 60)
                .pass(60)
                .epoch(3, Double.NaN, 60);

        assertThat(time.found().reached()).isEmpty();
        assertThat(time.found().best()).contains(new TimeToAccuracy.Epoch(2, 0.87));
    }

    @Test
    void aLogWithoutAValidationTellsNothing() {
        started().pass(60);

        assertThat(time.found().best()).isEmpty();
        assertThat(time.found().reached()).isEmpty();
    }

    @Test
    void pausesDoNotCount() {
        started().pass(30);
        then(new TrainEvent.Paused(now, 5)).pass(3600).then(new TrainEvent.Unpaused(now, 5));
        pass(30).epoch(1, 0.9, 60);

        assertThat(reached().seconds()).isEqualTo(60);
        assertThat(time.found().breaks()).isEqualTo(1);
    }

    /** The killed trainer had come to a step 20 seconds after the epoch; these are lost, but they were spent. */
    @Test
    void betweenTrainersNoTimeCountsAndWhatAKilledOneDidDoes() {
        started().pass(60).epoch(1, 0.5, 60).pass(20);
        then(OwnMetrics.step(now, 13, 2, 1, 1e-3, 1, 100));
        pass(5000).then(new TrainEvent.RunResumed(now, 10, 2, "checkpoints/last.safetensors"));
        pass(60).epoch(2, 0.9, 60);

        assertThat(reached().seconds()).isEqualTo(140);
        assertThat(reached().epochSeconds()).isEqualTo(120);
        assertThat(time.found().breaks()).isEqualTo(1);
    }

    @Test
    void aTrainerThatWasToldToEndCountsUpToItsEnd() {
        started().pass(30);
        TrainEvent.Best none = new TrainEvent.Best(OwnMetrics.VAL_ACC, Double.NaN, 0, 0);
        then(new TrainEvent.RunEnded(now, EndReason.TERMINATED, 5, none, "terminated"));
        pass(900).then(new TrainEvent.RunResumed(now, 5, 1, "checkpoints/last.safetensors"));
        pass(30).epoch(1, 0.9, 60);

        assertThat(reached().seconds()).isEqualTo(60);
    }

    /** Whoever kills a paused trainer has stopped the clock before. */
    @Test
    void aPausedTrainerThatDiesCountsUpToItsPause() {
        started().pass(30).then(new TrainEvent.Paused(now, 5)).pass(900);
        then(new TrainEvent.RunResumed(now, 5, 1, "checkpoints/last.safetensors"));
        pass(30).epoch(1, 0.9, 60);

        assertThat(reached().seconds()).isEqualTo(60);
        assertThat(time.found().breaks()).isEqualTo(2);
    }

    @Test
    void aClockThatWasSetBackTakesNothingAway() {
        started().pass(60).epoch(1, 0.5, 60);
        now -= 500_000;
        then(new TrainEvent.Paused(now, 10))
                .then(new TrainEvent.Unpaused(now, 10))
                .pass(60)
                .epoch(2, 0.9, 60);

        assertThat(reached().seconds()).isEqualTo(60);
    }
}
