package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.remote.RemotePath;
import io.traindeck.run.Logs;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJsonTest;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.OwnEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code send} says to do with a run that no trainer has in hand must be possible. */
class WayOnTest {
    @TempDir
    private Path runs;

    private RunFolder run(TrainEvent... more) throws Exception {
        List<TrainEvent> events = new ArrayList<>(List.of(OwnEvents.started(1_000, "a", 3)));
        events.addAll(List.of(more));
        RunFolder folder = RunFolder.create(runs, "a");
        Logs.write(folder.events(), events.toArray(TrainEvent[]::new));
        RunJsonTest.json("a", 500, null).write(folder.runJson());
        return folder;
    }

    private static String words(RunFolder folder) throws Exception {
        return new WayOn(folder, Optional.empty()).words();
    }

    @Test
    void aRunThatStoppedGoesOnByResume() throws Exception {
        RunFolder folder = run(OwnEvents.step(7), OwnEvents.ended(EndReason.STOPPED, 7));
        assertThat(words(folder)).startsWith("start it again with: ").endsWith(" resume " + folder.path());
        assertThat(new WayOn(folder, RemotePath.of("gpu2:runs/a")).words())
                .isEqualTo("start it again on gpu2, with: traindeck resume runs/a");
    }

    @Test
    void aRunThatIsCompleteGoesOnWithMoreEpochsOnly() throws Exception {
        RunFolder folder = run(OwnEvents.step(7), OwnEvents.ended(EndReason.COMPLETED, 7));
        assertThat(words(folder)).startsWith("it is complete; to train on: ").endsWith(" --epochs N");
        Invocation.of("send", folder.path().toString(), "pause")
                .assertFails(1, "run a has no trainer that could pause; it is complete; ");
        Invocation.of("send", folder.path().toString(), "set", "max_lr", "0.001")
                .assertFails(1, "run a has no trainer that could turn max_lr; it is complete; ");
    }

    @Test
    void aRunThatDivergedIsToBeTrainedAnew() throws Exception {
        RunFolder folder =
                run(OwnMetrics.step(2_000, 7, 1, Double.NaN, 1e-3, 1, 100), OwnEvents.ended(EndReason.FAILED, 7));
        assertThat(words(folder)).isEqualTo("it would fail again: train anew with other dials");
    }

    @Test
    void aRunThatDivergedAfterACheckpointIsToBeBranched() throws Exception {
        RunFolder folder =
                run(OwnMetrics.step(2_000, 7, 1, Double.NaN, 1e-3, 1, 100), OwnEvents.ended(EndReason.FAILED, 7));
        Files.createFile(folder.checkpoints().resolve("last.safetensors"));
        assertThat(words(folder))
                .startsWith("from here it would fail again; branch it with other dials: ")
                .endsWith(" branch " + folder.path() + " --at-step 7");
    }

    @Test
    void aRunOfAnotherMachineIsToBeBranchedThere() throws Exception {
        RunFolder folder = run(
                new TrainEvent.Checkpoint(1_500, CheckpointKind.KEY, "checkpoints/step-6.safetensors", 6, 1, 10, 0),
                OwnMetrics.step(2_000, 7, 1, Double.NaN, 1e-3, 1, 100),
                OwnEvents.ended(EndReason.FAILED, 7));
        assertThat(new WayOn(folder, RemotePath.of("gpu2:my runs/a")).words())
                .isEqualTo("from here it would fail again; branch it on gpu2, with other dials:"
                        + " traindeck branch 'my runs/a' --at-step 7");
    }

    @Test
    void aRunThatLacksItsRecipeCannotGoOn() throws Exception {
        RunFolder folder = run(OwnEvents.step(7));
        Files.delete(folder.runJson());
        assertThat(words(folder)).startsWith("it cannot go on: its run.json is missing");
    }
}
