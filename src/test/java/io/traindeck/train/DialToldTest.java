package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Validating;
import io.traindeck.testing.RunHistory;
import io.traindeck.train.TinyRun.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told what a log tells computes what that log's run did, from a branch's log too. */
class DialToldTest {
    private static final int END = TinyRun.EPOCHS * TinyRun.STEPS_PER_EPOCH;
    private static final String MORE = String.valueOf(TinyRun.EPOCHS + 1);

    @TempDir
    private Path parentFolder;

    @TempDir
    private Path branchFolder;

    @TempDir
    private Path straightFolder;

    /** A run that gets more epochs only after the validation of its last one has ended by then. */
    @Test
    void findsATurnOfTheParentsBeforeTheValidationThatABranchBeginsAfter() throws Exception {
        TinyRun parent = new TinyRun(parentFolder)
                .checkpointEvery(TinyRun.STEPS_PER_EPOCH)
                .keep(2);
        Outcome parents = parent.start((event, controls) -> {
            if (event instanceof Validating validating && validating.epoch() == TinyRun.EPOCHS) {
                controls.add(DialTold.setting(Dial.EPOCHS, MORE));
            }
        });
        SavedPoint point = SavedPoint.all(parent.checkpoints()).stream()
                .filter(saved -> saved.step() == END)
                .findFirst()
                .orElseThrow();
        LoopState begin = LoopState.fromMetadata(CheckpointReader.metadata(point.file()));
        assertThat(begin.batch()).isZero();
        Outcome branch = new TinyRun(branchFolder).branchFrom(point.file(), Map.of(), TinyRun.Watcher.NONE);
        List<TrainEvent> lineage = DialTold.lineage(parents.events(), begin, branch.events());
        List<DialTold> turns = DialTold.in(lineage);
        assertThat(turns).containsExactly(new DialTold(END, Dial.EPOCHS.word(), MORE, false));
        Outcome straight = new TinyRun(straightFolder).start(DialTold.telling(turns, LoopState.START));
        assertThat(RunHistory.ofBranch(branch.events()).steps())
                .hasSize(TinyRun.STEPS_PER_EPOCH)
                .isEqualTo(straight.history().steps().tailMap(END, false));
    }
}
