package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.Unpaused;
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
}
