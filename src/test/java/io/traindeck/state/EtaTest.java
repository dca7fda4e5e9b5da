package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.Description;
import io.traindeck.event.Liveness;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.event.TrainEvent.Validating;
import io.traindeck.testing.OwnEvents;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EtaTest {
    private static final double MS = 1000;

    private static double eta(SampleRun run) {
        return Eta.seconds(run.state(), run.nowMs()).orElseThrow();
    }

    @Test
    void isUnknownUntilStepsWereMeasured() {
        SampleRun run = new SampleRun(4, 100).steps(3);
        assertThat(Eta.seconds(run.state(), run.nowMs())).isEmpty();
        assertThat(Eta.seconds(RunState.EMPTY, 0)).isEmpty();
    }

    @Test
    void isNearTheTruthFromTheFirstEpochOn() {
        SampleRun run = new SampleRun(4, 400);
        double early = eta(run.steps(50));
        double middle = eta(run.toEndOfEpoch().steps(200));
        long at = run.nowMs();
        double truth = (run.epochsMore(3).nowMs() - at) / MS;
        assertThat(run.step()).isEqualTo(1600);
        assertThat(middle).isCloseTo(truth, within(truth * 0.25));
        assertThat(early).isGreaterThan(middle);
    }

    /** A text is read ten times a second, and many logs have their times in whole seconds. */
    @Property(tries = 50)
    void holdsWhereLinesOfSeveralStepsHaveOneTime(
            @ForAll @IntRange(min = 1, max = 700) int stepMs,
            @ForAll @IntRange(min = 100, max = 2_000) int resolutionMs) {
        RunState state = planned(10_000);
        for (int step = 1; step <= 5_000; step++) {
            long time = 1_000_000_000L + (long) step * stepMs / resolutionMs * resolutionMs;
            state = state.apply(line(Measured.Kind.STEP, time, step));
        }
        double truth = stepMs / MS;
        assertThat(state.stepSeconds()).isCloseTo(truth, within(truth * 0.25));
    }

    @Test
    void oneHiccupMovesItByLessThanTwoPercent() {
        SampleRun run = new SampleRun(30, 391).epochsMore(2).steps(50);
        double before = eta(run);
        double after = eta(run.pass(20_000).oneStep());
        assertThat(after).isCloseTo(before, within(before * 0.02));
    }

    @Test
    void neverJumpsFromStepToStep() {
        SampleRun run = new SampleRun(30, 391).epochsMore(1).steps(20);
        double last = eta(run);
        for (int i = 0; i < 1000; i++) {
            run.oneStep();
            if (run.step() % 391 == 0) {
                run.endEpoch(1, 0.5, 1, 0.5);
            }
            double next = eta(run);
            assertThat(Math.abs(next - last)).as("step %d", run.step()).isLessThan(last * 0.01);
            last = next;
        }
    }

    @Test
    void followsALastingChangeWithinAnEpoch() {
        SampleRun run = new SampleRun(10, 391).epochsMore(2);
        double fast = eta(run);
        double slow = eta(run.stepMs(1_170).epochsMore(1).steps(50));
        assertThat(slow).isGreaterThan(fast * 1.6);
    }

    @Test
    void aPauseIsNotCounted() {
        SampleRun run = new SampleRun(10, 391).epochsMore(1).steps(20);
        double before = eta(run);
        run.add(new Paused(run.nowMs(), run.step())).pass(3_600_000);
        assertThat(Eta.seconds(run.state(), run.nowMs()).orElseThrow()).isCloseTo(before, within(1.0));
        run.add(new Unpaused(run.nowMs(), run.step()));
        assertThat(eta(run.oneStep())).isCloseTo(before, within(5.0));
    }

    /** Many programs print a line an epoch and nothing else. */
    @Test
    void countsEpochsWhereTheLogTellsOfWholeEpochsAlone() {
        RunState state = RunState.EMPTY.apply(new Described(0, Description.of(Plan.of(0, 8, 0), Map.of())));
        state = state.apply(epoch(1, 60_000));
        assertThat(Eta.seconds(state, 61_000)).isEmpty();
        state = state.apply(epoch(2, 80_000)).apply(epoch(3, 100_000));
        assertThat(Eta.seconds(state, 100_000)).hasValue(100);
        assertThat(Eta.seconds(state, 115_000)).hasValue(85);
        assertThat(Eta.seconds(state, 500_000)).as("it is overdue").hasValue(80);
        for (int epoch = 4; epoch <= 8; epoch++) {
            state = state.apply(epoch(epoch, 40_000L + 20_000L * epoch));
        }
        assertThat(Eta.seconds(state, 200_000)).hasValue(0);
    }

    private static Measured epoch(int epoch, long timeMs) {
        return new Measured(timeMs, Measured.Kind.EPOCH, epoch, epoch, null, LOSS.with(1));
    }

    private static final Names LOSS = Names.of("loss");

    private static RunState planned(long steps) {
        return RunState.EMPTY.apply(new Described(0, Description.of(Plan.of(steps, 0, 0), Map.of())));
    }

    private static Measured line(Measured.Kind kind, long timeMs, long step) {
        return new Measured(timeMs, kind, step, Double.NaN, null, LOSS.with(1));
    }

    private static RunState everySoManySteps(RunState before, int every, long firstMs) {
        RunState state = before;
        for (int step = every; step <= 1000; step += every) {
            state = state.apply(line(Measured.Kind.STEP, firstMs + 100L * step, step));
        }
        return state;
    }

    @Property(tries = 20)
    void isTheSameWhetherEachStepIsLoggedOrOneOfMany(@ForAll @IntRange(min = 1, max = 100) int every) {
        RunState state = everySoManySteps(planned(2000), every, 1_000_000);
        double left = 0.1 * (2000 - state.lastStep());
        assertThat(Eta.seconds(state, state.lastMs()).orElseThrow()).isCloseTo(left, within(0.01 * left));
    }

    @Test
    void validationsCountAsOftenAsTheyCome() {
        RunState state = planned(2000);
        long now = 1_000_000;
        for (int step = 1; step <= 1000; step++) {
            now += 100;
            state = state.apply(line(Measured.Kind.STEP, now, step));
            if (step % 100 == 0) {
                now += 20_000;
                state = state.apply(line(Measured.Kind.VALIDATION, now, step));
            }
        }
        assertThat(Eta.seconds(state, now).orElseThrow()).isCloseTo(100 + 10 * 20, within(5.0));
    }

    @Test
    void isUnknownWithoutAPlanOrTimes() {
        RunState unplanned = everySoManySteps(RunState.EMPTY, 1, 1_000_000);
        assertThat(Eta.seconds(unplanned, unplanned.lastMs())).isEmpty();
        assertThat(unplanned.stepSeconds()).isCloseTo(0.1, within(1e-9));
        RunState timeless = planned(2000);
        for (int step = 1; step <= 1000; step++) {
            timeless = timeless.apply(line(Measured.Kind.STEP, 0, step));
        }
        assertThat(Eta.seconds(timeless, 0)).isEmpty();
    }

    /** The log has a line only every 500 steps: until the next one comes, nobody has stalled. */
    @Test
    void aLongWayToTheNextLineIsNoStall() {
        RunState state = RunState.EMPTY;
        for (int line = 1; line <= 20; line++) {
            state = state.apply(line(Measured.Kind.STEP, 1_000_000L + line * 60_000L, line * 500L));
        }
        assertThat(Status.of(state, Liveness.TRAINER, state.lastMs() + 300_000)).isEqualTo(Status.RUNNING);
        assertThat(Status.of(state, Liveness.TRAINER, state.lastMs() + 700_000)).isEqualTo(Status.STALLED);
    }

    @Test
    void aValidationBeforeTheFirstStepOfASessionIsNoStep() {
        SampleRun run = new SampleRun(4, 400).steps(300);
        double before = run.state().stepSeconds();
        run.add(OwnEvents.ended(EndReason.STOPPED, 300));
        run.add(new RunResumed(run.nowMs(), 300, 1, "f"));
        run.add(new Validating(run.nowMs(), 1)).pass(200).steps(1);
        assertThat(run.state().stepSeconds()).isCloseTo(before, within(before / 2));
    }
}
