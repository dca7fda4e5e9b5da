package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.train.TinyRun.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has stopped early because its patience ran out, and what lets it train on. */
class TrainedOnTest {
    private static final int PATIENCE = 2;
    private static final int EPOCHS = 10;

    @TempDir
    private Path folder;

    private TinyRun run;
    private int stoppedAt;

    @BeforeEach
    void stopEarly() throws Exception {
        // A rate so small that the validation accuracy never moves: the first epoch stays the best.
        run = new TinyRun(folder).with(TinyRun.dials(EPOCHS, PATIENCE, 1).with(Dial.MAX_LR, 1e-12));
        Outcome outcome = run.start();
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.EARLY_STOP);
        stoppedAt = lastEpoch(outcome);
        assertThat(stoppedAt).isLessThan(EPOCHS);
    }

    private static int lastEpoch(Outcome outcome) {
        List<OwnEpoch> epochs = outcome.all(OwnEpoch.class);
        return epochs.get(epochs.size() - 1).epoch();
    }

    private Outcome resume(Map<Dial, String> changes) throws Exception {
        return run.resumeWith(changes);
    }

    private static List<String> turns(Outcome outcome) {
        return outcome.all(DialTurned.class).stream()
                .map(turn -> turn.name() + " " + turn.before() + " " + turn.after())
                .toList();
    }

    @Test
    void moreEpochsGiveAsMuchPatienceOnceMoreAndTheLogSaysSo() throws Exception {
        Outcome outcome = resume(Map.of(Dial.EPOCHS, "20"));
        assertThat(turns(outcome)).containsExactlyInAnyOrder("epochs 10 20", "patience 2 4");
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.EARLY_STOP);
        assertThat(lastEpoch(outcome)).isEqualTo(stoppedAt + PATIENCE);
    }

    @Test
    void aPatienceThatIsNamedHolds() throws Exception {
        Outcome outcome = resume(Map.of(Dial.EPOCHS, "20", Dial.PATIENCE, "3"));
        assertThat(turns(outcome)).containsExactlyInAnyOrder("epochs 10 20", "patience 2 3");
        assertThat(lastEpoch(outcome)).isEqualTo(stoppedAt + 1);
    }

    @Test
    void withoutPatienceItTrainsToTheEpochsThatWerePlanned() throws Exception {
        Outcome outcome = resume(Map.of(Dial.PATIENCE, "0"));
        assertThat(turns(outcome)).containsExactly("patience 2 0");
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(lastEpoch(outcome)).isEqualTo(EPOCHS);
    }

    @Test
    void whatLeavesItNothingToDoIsRefused() {
        assertThatThrownBy(() -> resume(Map.of(Dial.MAX_LR, "0.1")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("run tiny has nothing left to train: it stopped early at step ");
        assertThatThrownBy(() -> resume(Map.of(Dial.EPOCHS, "20", Dial.PATIENCE, "1")))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "patience must be 0 (off) or more than 2, the epochs without a better val_acc so far, not 1");
    }

    @Test
    void aBranchFromThereNeedsTheSame() throws Exception {
        SavedPoint end = SavedPoint.read(run.last());
        assertThatThrownBy(() -> end.requireLeft("parent", Map.of(Dial.MAX_LR, "0.1")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching("run parent has nothing left to train: it stopped early at step \\d+;"
                        + " branch from an earlier step, or with more epochs");
        for (Dial dial : List.of(Dial.EPOCHS, Dial.PATIENCE)) {
            assertThatCode(() -> end.requireLeft("parent", Map.of(dial, "20"))).doesNotThrowAnyException();
        }
    }
}
