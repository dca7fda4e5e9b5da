package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.StatusWords;
import io.traindeck.event.BestBefore;
import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.testing.OwnEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A branch whose epochs are worse than its parent was tells the same best moment everywhere: that of its weights. */
class BestOfBranchTest {
    private static final Best BEFORE = new Best(OwnMetrics.VAL_ACC, 0.1569, 570, 57);

    /** @param told whether the branch tells that moment when it begins */
    private static RunState branch(boolean told) {
        RunStarted started = OwnEvents.started(1, "branch", Plan.of(0, 70, 10), Map.of());
        Description about = told
                ? started.about().and(Description.of(Plan.UNKNOWN, Map.of(BestBefore.FACT, BestBefore.text(BEFORE))))
                : started.about();
        return RunState.EMPTY.applyAll(List.of(
                new RunStarted(1, "branch", about, new Parent("parent", 600)),
                OwnEvents.epoch(61, 610, 0.1373, false),
                OwnEvents.epoch(62, 620, 0.11, false)));
    }

    private static RunState ended(RunState branch) {
        return branch.apply(new RunEnded(2, EndReason.STOPPED, 620, BEFORE, ""));
    }

    private static void assertBefore(RunState state) {
        assertThat(state.best().values().get(OwnMetrics.VAL_ACC)).isEqualTo(0.1569);
        assertThat(Rows.name(state.best())).isEqualTo("epoch 57");
        ComparedRun run = new ComparedRun("branch", state, Status.STOPPED, Map.of());
        assertThat(new Comparison(List.of(run)).best(0).words()).isEqualTo("epoch 57");
        assertThat(new Comparison(List.of(run)).best(0).value()).isEqualTo(0.1569);
    }

    @Test
    void isTheParentsFromTheBeginningOn() {
        assertBefore(branch(true));
        assertBefore(ended(branch(true)));
    }

    @Test
    void isToldByTheEndOfAnOlderLog() {
        assertThat(branch(false).best()).isNull();
        assertBefore(ended(branch(false)));
    }

    @Test
    void isItsOwnOnceItIsBetter() {
        RunState better = branch(true).apply(OwnEvents.epoch(63, 630, 0.2, true));
        assertThat(better.best().step()).isEqualTo(630);
    }

    @Test
    void isNotBelievedIfItLiesAfterTheBranchOrCannotBeRead() {
        for (long step : List.of(0L, 610L)) {
            Best other = new Best(OwnMetrics.VAL_ACC, 0.9, step, 61);
            assertThat(branch(false)
                            .apply(new RunEnded(2, EndReason.STOPPED, 620, other, ""))
                            .best())
                    .isNull();
        }
        Description odd = OwnEvents.started(1, "x", 3).about();
        for (String text : List.of("", "1", "a b c", "NaN 1 2", "0.5 0 0", "0.5 1 99999999999999999999")) {
            Map<String, String> facts = Map.of(BestBefore.FACT, text);
            assertThat(BestBefore.of(odd.and(Description.of(Plan.UNKNOWN, facts))))
                    .isEmpty();
        }
    }

    @Test
    void theEndTellsWeightsAndComparisonWhateverIsTheBest() {
        Frame frame = Screens.frame(ended(branch(true)), 3, false);
        assertThat(words(frame)).startsWith("Stopped early: 15.69% at epoch 57.\nWeights: w\nCompare: c");
        RunState none = RunState.EMPTY.applyAll(List.of(
                OwnEvents.started(1, "none", 3),
                OwnEvents.epoch(1, 10, 0.1, false),
                OwnEvents.ended(EndReason.COMPLETED, 10)));
        assertThat(words(Screens.frame(none, 3, false))).isEqualTo("Finished.\nWeights: w\nCompare: c");
    }

    private static String words(Frame frame) {
        Frame.Files files = new Frame.Files("runs/branch", "", "w", "c");
        return StatusWords.of(new Frame(
                        frame.state(), frame.status(), frame.view(), files, frame.nowMs(), frame.zone(), null))
                .text();
    }
}
