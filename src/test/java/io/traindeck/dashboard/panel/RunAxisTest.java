package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.state.RunState;
import io.traindeck.testing.ForeignRuns;
import org.junit.jupiter.api.Test;

class RunAxisTest {
    private static final Names LOSS = Names.of("loss");

    private static RunState steps(int count, double epochsAStep, boolean whole, long msAStep) {
        RunState state = RunState.EMPTY;
        for (int step = 1; step <= count; step++) {
            double epoch = whole ? Math.ceil(step * epochsAStep) : step * epochsAStep;
            state = state.apply(new Measured(step * msAStep, Kind.STEP, step, epoch, null, LOSS.with(1)));
        }
        return state;
    }

    private static double at(RunState state, AxisUnit across, long step) {
        return RunAxis.of(state, across).place().applyAsDouble(step);
    }

    @Test
    void onlyWhatTheLogTellsIsOffered() {
        assertThat(RunAxis.known(ForeignRuns.gpt())).containsExactly(AxisUnit.STEPS, AxisUnit.TIME);
        assertThat(RunAxis.known(ForeignRuns.detection())).containsExactly(AxisUnit.STEPS, AxisUnit.EPOCHS);
        assertThat(RunAxis.known(ForeignRuns.lossAlone())).containsExactly(AxisUnit.STEPS);
        assertThat(RunAxis.known(Scenarios.all().get("mid-run").state()))
                .containsExactly(AxisUnit.STEPS, AxisUnit.EPOCHS, AxisUnit.TIME);
        assertThat(RunAxis.known(RunState.EMPTY)).containsExactly(AxisUnit.STEPS);
    }

    @Test
    void aStepLiesInItsEpoch() {
        assertThat(at(steps(100, 0.05, false, 0), AxisUnit.EPOCHS, 30)).isCloseTo(1.5, within(1e-9));
        assertThat(at(steps(100, 0.05, true, 0), AxisUnit.EPOCHS, 31)).isCloseTo(1.5, within(1e-9));
        RunState ours = Scenarios.all().get("mid-run").state();
        assertThat(at(ours, AxisUnit.EPOCHS, 3 * 391)).isCloseTo(3, within(1e-9));
    }

    @Test
    void aStepHasATimeSinceTheFirst() {
        assertThat(at(steps(5_000, Double.NaN, false, 250), AxisUnit.TIME, 4_001))
                .isCloseTo(1_000, within(1e-6));
    }

    @Test
    void whatIsNotKnownIsDrawnByStep() {
        assertThat(RunAxis.of(ForeignRuns.lossAlone(), AxisUnit.TIME).unit()).isEqualTo(AxisUnit.STEPS);
        assertThat(at(ForeignRuns.lossAlone(), AxisUnit.EPOCHS, 70)).isEqualTo(70);
    }
}
