package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.advice.Adviser;
import io.traindeck.advice.LogAdvice;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.replay.ReplayStates;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.testing.OwnEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisedStatesTest {
    /** Returns a log whose gradient is too high from step 50 on, and whose loss is no number at the end. */
    private static List<TrainEvent> log() {
        SampleRun run = new SampleRun(30, 391).steps(50);
        for (int i = 0; i < 500; i++) {
            run.oneStep(1.5, 23);
        }
        run.oneStep(Double.NaN, 23);
        return run.add(OwnEvents.ended(run.nowMs(), EndReason.FAILED, run.step(), 0, Double.NaN, "the loss became NaN"))
                .events;
    }

    private static List<String> warnings(RunState state) {
        return state.journal().events().stream()
                .filter(event -> event instanceof Warning)
                .map(event -> ((Warning) event).code())
                .toList();
    }

    @Test
    void aLogWithoutAdviceIsShownWithIt() {
        RunState state = shown(log());
        assertThat(warnings(state)).containsExactly("gradient_norm_high", "loss_not_finite");
        RunState early = shown(log().subList(0, 400));
        assertThat(Screens.text(Screens.frame(early, early.lastMs()), 80, 24))
                .contains("warning: gradient norm has been over 10x the clip of 1.0 in 25 of");
    }

    @Test
    void aLogWithAdviceIsShownAsItIs() {
        List<TrainEvent> advised = new ArrayList<>();
        Adviser adviser = new Adviser();
        for (TrainEvent event : log()) {
            advised.add(event);
            advised.addAll(adviser.take(event));
        }
        assertThat(shown(advised)).isEqualTo(RunState.EMPTY.applyAll(advised)).isEqualTo(shown(log()));
    }

    @Test
    void aReplayHasTheAdviceWhereItWasDueHoweverOneGetsThere() {
        List<TrainEvent> log = log();
        ReplayStates states =
                new ReplayStates((from, to, into) -> log.subList(from, to).forEach(into));
        LogAdvice advice = new LogAdvice();
        log.forEach(event -> states.add(advice.before(event), event));
        assertThat(warnings(states.at(log.size()))).hasSize(2);
        assertThat(warnings(states.at(60))).isEmpty();
        assertThat(warnings(states.at(400))).containsExactly("gradient_norm_high");
        assertThat(states.at(400)).isEqualTo(shown(log.subList(0, 400)));
        assertThat(states.at(log.size())).isEqualTo(shown(log));
    }

    /** Returns what a view of the whole log shows. */
    static RunState shown(List<TrainEvent> log) {
        AdvisedStates states = new AdvisedStates();
        RunState state = RunState.EMPTY;
        for (TrainEvent event : log) {
            state = states.next(state, event);
        }
        return state;
    }
}
