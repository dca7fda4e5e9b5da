package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.keys.View;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.state.RunState;
import io.traindeck.testing.OwnEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventWordsTest {
    private static String words(TrainEvent event) {
        return new EventWords(RunState.EMPTY).of(event).text();
    }

    private static String ended(EndReason reason, String message) {
        return words(OwnEvents.ended(1, reason, 70, 3, 0.5, message));
    }

    @Test
    void anEndNamesItsReasonOnce() {
        assertThat(ended(EndReason.COMPLETED, "completed 10 epochs")).isEqualTo("run ended: completed 10 epochs");
        assertThat(ended(EndReason.EARLY_STOP, "early stop at epoch 5")).isEqualTo("run ended: early stop at epoch 5");
        assertThat(ended(EndReason.FAILED, "no memory")).isEqualTo("run ended: failed, no memory");
        assertThat(ended(EndReason.STOPPED, "")).isEqualTo("run ended: stopped");
    }

    @Test
    void onlyTheBestOfAllIsGood() {
        TrainEvent first = OwnEvents.epoch(1, 10, 0.25, true);
        TrainEvent second = OwnEvents.epoch(2, 20, 0.5, true);
        RunState state = RunState.EMPTY.applyAll(List.of(OwnEvents.started(0, "run", 3), first, second));
        assertThat(new EventWords(state).of(first)).isEqualTo(new Phrase("best so far: 25.00% (epoch 1)", Role.TEXT));
        assertThat(new EventWords(state).of(second)).isEqualTo(new Phrase("best so far: 50.00% (epoch 2)", Role.GOOD));
    }

    @Test
    void aResumptionNamesItsFileWhereThereIsOne() {
        assertThat(words(new RunResumed(1, 0, 1, ""))).isEqualTo("started again from the beginning");
        assertThat(words(new RunResumed(1, 21, 22, ""))).isEqualTo("started again after step 21");
        assertThat(words(new RunResumed(1, 9, 2, "f"))).isEqualTo("resumed from step 9, epoch 2, f");
        assertThat(words(new RunResumed(1, 9, 0, "f"))).isEqualTo("resumed from step 9, f");
    }

    /** Of all that a run tells later of itself, only this is for a person to read at once: there is one line of it. */
    @Test
    void theRoomForCheckpointsStandsAmongTheEvents() {
        SampleRun run = new SampleRun(9, 100);
        run.add(RoomForCheckpoints.told(run.nowMs(), "41 checkpoints of 16 MB"));
        run.add(new TrainEvent.Described(run.nowMs(), Description.of(Plan.UNKNOWN, Map.of("host", "gpu7"))));
        Frame frame = Screens.frame(run.steps(5).state(), run.nowMs());
        String line = " 10:00:00  room for 41 checkpoints of 16 MB\n";
        assertThat(Screens.text(frame, 80, 24)).containsOnlyOnce(line).doesNotContain("gpu7");
        String events = Screens.text(frame.with(frame.view().withView(View.EVENTS)), 80, 24);
        assertThat(events).containsOnlyOnce(line).doesNotContain("gpu7");
        assertThat(run.state().about().isOwn()).isTrue();
        assertThat(run.state().about().commands()).contains("pause");
    }
}
