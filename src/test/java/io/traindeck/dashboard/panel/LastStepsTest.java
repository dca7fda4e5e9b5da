package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.event.OwnMetrics;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastStepsTest {
    private static Curve losses(int steps) {
        RunState state = RunState.EMPTY.apply(SampleRun.started("x", 1, steps, 1.0));
        for (int step = 1; step <= steps; step++) {
            state = state.apply(OwnMetrics.step(step, step, 1, step % 2 == 0 ? step + 1 : step - 1, 1e-3, 1, 300));
        }
        return state.series(OwnMetrics.LOSS).curve();
    }

    /** The losses are the numbers of their steps, give or take one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 39, 400, 1_000, 2_048, 5_000, 40_001})
    void theNoiseIsTakenOutOfTheLastStepsAlone(int steps) {
        int width = losses(steps).width();
        int wanted = Math.min(50, Math.max(1, steps / 20));
        double mean = LastSteps.mean(losses(steps));
        assertThat(mean).isBetween(steps - 1.0 - wanted - width, steps + 1.0);
        assertThat(mean).isCloseTo(steps - wanted / 2.0, within(2.0 + width));
    }

    /** On the overview the number must move from step to step, and not by the noise of a single step. */
    @Test
    void theTrainLossMovesWhileAnEpochRunsAndSaysWhatItIs() {
        SampleRun run = new SampleRun(3, 400).epochsMore(1);
        assertThat(lossRow(run)).startsWith(" loss       train ");
        List<Double> shown = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            run.oneStep();
            shown.add(Double.parseDouble(lossRow(run).replaceAll("^ loss +steps +(\\S+) .*", "$1")));
        }
        assertThat(shown.get(299)).isLessThan(shown.get(0));
        for (int i = 1; i < shown.size(); i++) {
            assertThat(Math.abs(shown.get(i) - shown.get(i - 1))).isLessThan(0.05);
        }
        run.toEndOfEpoch();
        assertThat(lossRow(run)).startsWith(" loss       train ");
    }

    @Test
    void aLossThatIsNoNumberIsShownAtOnce() {
        SampleRun run = new SampleRun(3, 400).epochsMore(1).steps(100).oneStep(Double.NaN, 1);
        assertThat(lossRow(run)).startsWith(" loss       steps    NaN ");
    }

    private static String lossRow(SampleRun run) {
        return Screens.text(Screens.frame(run.state(), run.nowMs()), 80, 24)
                .lines()
                .filter(line -> line.startsWith(" loss "))
                .findFirst()
                .orElseThrow();
    }
}
