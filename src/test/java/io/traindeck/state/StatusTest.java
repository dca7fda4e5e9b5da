package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.Description;
import io.traindeck.event.Liveness;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.event.TrainEvent.Validating;
import io.traindeck.testing.OwnEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    private final SampleRun run = new SampleRun(10, 50);

    private Status status() {
        return Status.of(run.state(), Liveness.TRAINER, run.nowMs());
    }

    @Test
    void followsTheLifeOfARun() {
        assertThat(Status.of(RunState.EMPTY, Liveness.TRAINER, 1_000_000)).isEqualTo(Status.LOADING);
        assertThat(status()).isEqualTo(Status.STARTING);
        run.steps(50);
        assertThat(status()).isEqualTo(Status.RUNNING);
        run.add(new Validating(run.nowMs(), 1));
        assertThat(status()).isEqualTo(Status.VALIDATING);
        run.add(new Paused(run.nowMs(), 50));
        assertThat(status()).isEqualTo(Status.PAUSED);
        run.add(new Unpaused(run.nowMs(), 50));
        assertThat(status()).isEqualTo(Status.VALIDATING);
        run.add(OwnMetrics.epoch(
                run.nowMs(), 1, 50, new OwnMetrics.Scores(1, 1, 1, 1), 1, new OwnMetrics.Norms(1, 1), 1, 0));
        assertThat(status()).isEqualTo(Status.RUNNING);
    }

    /** The line may be damaged, and a person who watches must be able to pause what trains. */
    @Test
    void stepsTellThatARunTrainsWhoseStartIsNotInItsLog() {
        RunState state = RunState.EMPTY.apply(OwnMetrics.step(1_000, 1, 1, 2.3, 1e-3, 1, 100));
        assertThat(Status.of(state, Liveness.TRAINER, 1_000)).isEqualTo(Status.RUNNING);
    }

    @Test
    void aFreeLockWithoutAnEndIsACrash() {
        run.steps(3);
        assertThat(Status.of(run.state(), Liveness.NO_TRAINER, run.nowMs())).isEqualTo(Status.CRASHED);
        run.add(OwnEvents.ended(run.nowMs(), EndReason.COMPLETED, 3, 0, Double.NaN, ""));
        assertThat(Status.of(run.state(), Liveness.NO_TRAINER, run.nowMs())).isEqualTo(Status.COMPLETED);
        run.add(new RunResumed(run.nowMs(), 3, 1, "f"));
        assertThat(status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void readingsOfTheMachineAreNoProgress() {
        run.steps(20);
        long later = run.nowMs() + 40_000;
        run.add(new SystemUsage(later, 0, 1, List.of()));
        assertThat(status()).isEqualTo(Status.STALLED);
        run.add(new Paused(later, 20)).pass(1_000_000);
        assertThat(status()).isEqualTo(Status.PAUSED);
    }

    @Test
    void slowStepsAreNoStall() {
        run.stepMs(20_000).steps(20).pass(150_000);
        assertThat(status()).isEqualTo(Status.RUNNING);
        assertThat(run.pass(60_000)).isNotNull();
        assertThat(status()).isEqualTo(Status.STALLED);
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void everyEndHasItsName(EndReason reason) {
        run.add(OwnEvents.ended(run.nowMs(), reason, 0, 0, Double.NaN, ""));
        assertThat(status().name()).isEqualTo(reason.name());
        assertThat(status().isOver()).isTrue();
    }

    @Test
    void aLogOfOthersRunsWhileItGrowsAndThenIsQuietAndNeverCrashed() {
        RunState state = RunState.EMPTY.apply(OwnMetrics.step(0, 1, 1, 2.3, 1e-3, 1, 100));
        Liveness written = new Liveness.Written(1_000_000);
        assertThat(Status.of(state, written, 1_000_000)).isEqualTo(Status.RUNNING);
        assertThat(Status.of(state, written, 1_299_999)).isEqualTo(Status.RUNNING);
        assertThat(Status.of(state, written, 1_300_000)).isEqualTo(Status.QUIET);
        assertThat(Status.of(state, written, 0)).as("with the clock set back").isEqualTo(Status.RUNNING);
        assertThat(Status.of(state, new Liveness.Written(Long.MIN_VALUE), Long.MAX_VALUE))
                .isEqualTo(Status.QUIET);
        assertThat(Status.QUIET.takesCommands()).isFalse();
        assertThat(Status.QUIET.isOver()).isFalse();
        assertThat(Status.QUIET.isLive()).isFalse();
    }

    @Test
    void aLogOfOthersSaysHowItEndedIfItSays() {
        RunState ended = RunState.EMPTY.apply(OwnEvents.ended(5, EndReason.FAILED, 1, 0, Double.NaN, ""));
        assertThat(Status.of(ended, new Liveness.Written(0), 1_000_000)).isEqualTo(Status.FAILED);
    }

    /** Nobody knows how long the first validation of a program that is not ours takes. */
    @Test
    void aFirstValidationMayBeSilentForTenMinutes() {
        RunState state = RunState.EMPTY.apply(new Validating(1_000, 1));
        assertThat(Status.of(state, Liveness.TRAINER, 601_000)).isEqualTo(Status.LOADING);
        assertThat(Status.of(state, Liveness.TRAINER, 601_001)).isEqualTo(Status.STALLED);
    }

    @ParameterizedTest
    @EnumSource
    void programsReadOneOfTheAgreedWords(Status status) {
        assertThat(status.code())
                .isIn(
                        "running",
                        "paused",
                        "stalled",
                        "quiet",
                        "completed",
                        "early_stop",
                        "stopped",
                        "parked",
                        "terminated",
                        "failed",
                        "crashed",
                        "unknown",
                        "queued");
    }

    /** Programs in Python need not say that they validate. */
    @Test
    void aProgramMayBeAsSilentAsBeforeItsLastValidation() {
        Names loss = Names.of(List.of("loss"));
        RunState state = RunState.EMPTY;
        long time = 1_000_000;
        int step = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                time += 100;
                step++;
                state = state.apply(new Measured(time, Measured.Kind.STEP, step, 1, null, loss.with(new double[] {1})));
            }
            if (round == 0) {
                time += 180_000;
                state = state.apply(
                        new Measured(time, Measured.Kind.VALIDATION, step, 1, null, loss.with(new double[] {1})));
            }
        }
        assertThat(Status.of(state, Liveness.TRAINER, time + 200_000)).isEqualTo(Status.RUNNING);
        assertThat(Status.of(state, Liveness.TRAINER, time + 1_800_001)).isEqualTo(Status.STALLED);
    }

    private static RunState others(TrainEvent... events) {
        RunState state = RunState.EMPTY.apply(
                new RunStarted(1_000, "theirs", Description.of(Plan.UNKNOWN, Map.of("command", "sh train.sh")), null));
        return state.applyAll(List.of(events));
    }

    private static Measured loss(Measured.Kind kind, long timeMs, int step) {
        return new Measured(
                timeMs, kind, step, step, null, Names.of(List.of("loss")).with(new double[] {1}));
    }

    /** It may load for minutes, and nobody knows for how many. */
    @Test
    void anothersProgramStartsForTenMinutesBeforeItsFirstNumber() {
        RunState state = others(new SystemUsage(190_000, 0, 1, List.of()));
        assertThat(Status.of(state, Liveness.TRAINER, 601_000)).isEqualTo(Status.STARTING);
        assertThat(Status.of(state, Liveness.TRAINER, 601_001)).isEqualTo(Status.STALLED);
        RunState resumed = others(
                loss(Measured.Kind.STEP, 2_000, 1),
                loss(Measured.Kind.STEP, 2_100, 7),
                new RunResumed(1_000_000, 7, 1, ""));
        assertThat(Status.of(resumed, Liveness.TRAINER, 1_600_000)).isEqualTo(Status.RUNNING);
    }

    @Test
    void aLineForEachLongEpochIsNoStall() {
        RunState first = others(loss(Measured.Kind.EPOCH, 151_000, 1));
        assertThat(Status.of(first, Liveness.TRAINER, 751_000)).isEqualTo(Status.RUNNING);
        assertThat(Status.of(first, Liveness.TRAINER, 751_001)).isEqualTo(Status.STALLED);
        RunState second = first.apply(loss(Measured.Kind.EPOCH, 301_000, 2));
        assertThat(Status.of(second, Liveness.TRAINER, 301_000 + 450_000)).isEqualTo(Status.RUNNING);
        assertThat(Status.of(second, Liveness.TRAINER, 301_000 + 450_001)).isEqualTo(Status.STALLED);
        RunState slow = others(loss(Measured.Kind.EPOCH, 501_000, 1));
        assertThat(Status.of(slow, Liveness.TRAINER, 501_000 + 1_500_000)).isEqualTo(Status.RUNNING);
    }

    @Test
    void whatAnothersProgramPrintsIsASignOfLife() {
        RunState state = others();
        assertThat(Status.of(state.printed(590_000), Liveness.TRAINER, 1_190_000))
                .isEqualTo(Status.STARTING);
        assertThat(Status.of(state.printed(590_000), Liveness.TRAINER, 1_190_001))
                .isEqualTo(Status.STALLED);
        Standing standing = Standing.of(state, 1_000).withOutput(590_000);
        assertThat(Status.of(standing, Liveness.TRAINER, 1_190_000)).isEqualTo(Status.STARTING);
        assertThat(standing.silence(1_190_001)).isEqualTo("nothing new for 10m00s");
        assertThat(RunState.EMPTY.printed(5)).isSameAs(RunState.EMPTY);
    }

    /** Our own trainer tells all that matters in its log: what a library prints is no progress. */
    @Test
    void whatOurOwnTrainerPrintsIsNone() {
        run.steps(20);
        long later = run.nowMs() + 40_000;
        assertThat(Status.of(run.state().printed(later), Liveness.TRAINER, later))
                .isEqualTo(Status.STALLED);
        assertThat(Status.of(Standing.of(run.state()).withOutput(later), Liveness.TRAINER, later))
                .isEqualTo(Status.STALLED);
    }
}
