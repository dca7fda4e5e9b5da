package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.traindeck.event.Dial;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import io.traindeck.testing.OwnEvents;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.TrainingSetup;
import io.traindeck.train.TurnsOnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumePointTest {
    private static final Optional<TrainingSetup.Resume> FROM_NOTHING =
            Optional.of(new TrainingSetup.Resume(Optional.empty()));
    private static final RunTask.Training TRAINING = new RunTask.Training(
            "upgraded", new RunTask.Images("shapes", null, 0), 1, new RunTask.Engine("cpu", 1), new JsonObject());
    private static final TrainEvent STARTED = OwnEvents.started(1, "a", 2);
    private static final TrainEvent EPOCH = OwnEvents.epoch(1, 10, 0.5, true);

    @TempDir
    private Path dir;

    private RunFolder run;
    private Path last;

    @BeforeEach
    void make() throws IOException {
        run = new RunFolder(Files.createDirectory(dir.resolve("a")));
        last = run.checkpoints().resolve("last.safetensors");
    }

    private void log(TrainEvent... events) throws IOException {
        Files.write(run.events(), Stream.of(events).map(EventCodec::encode).toList());
    }

    private static TrainEvent checkpoint(CheckpointKind kind) {
        return new TrainEvent.Checkpoint(3, kind, "checkpoints/x.safetensors", 10, 1, 1000, 0.1);
    }

    private static TrainEvent ended(EndReason reason) {
        return OwnEvents.ended(reason, 20);
    }

    private Optional<TrainingSetup.Resume> last() throws CheckpointException {
        return ResumePoint.last(run, TRAINING, Map.of());
    }

    @Test
    void isTheLastCheckpointWhateverTheLogSays() throws Exception {
        Files.createDirectory(run.checkpoints());
        Files.createFile(last);
        log(STARTED, checkpoint(CheckpointKind.EPOCH), ended(EndReason.COMPLETED));

        assertThat(last()).hasValue(new TrainingSetup.Resume(Optional.of(last)));
    }

    @Test
    void isNoneWhereTheRunHasNotBegun() throws Exception {
        assertThat(last()).isEmpty();
        log();
        assertThat(last()).isEmpty();
    }

    /** Those that were turned since are turned again. */
    @Test
    void hasTheTurnsThatTheLogTells() throws Exception {
        log(STARTED, new TrainEvent.DialTurned(2, 12, "clip", "1", "0.5"));
        List<TurnsOnRecord.Turn> turns = List.of(new TurnsOnRecord.Turn(12, Dial.CLIP, "0.5", false));
        assertThat(last().orElseThrow().recorded()).isEqualTo(turns);
        Files.createDirectory(run.checkpoints());
        Files.createFile(last);
        assertThat(last().orElseThrow().recorded()).isEqualTo(turns);
        assertThat(ResumePoint.at(run, last, Map.of()).recorded()).isEqualTo(turns);
    }

    /** The disk may be too full for run.json, which is said before the run begins. */
    @Test
    void isNoneWhereTheRunDiedAfterAWarningAndBeforeItsBeginning() throws Exception {
        log(new TrainEvent.Warning(1, "run_json_failed", "cannot write run.json", 0));
        assertThat(last()).isEmpty();
    }

    /** A branch has its first checkpoint, and the line of it, before its log tells that it begins. */
    @Test
    void isTheBeginningOfABranchThatDiedBeforeItsLogToldIt() throws Exception {
        RunTask.Training branch = TRAINING.branch(new JsonObject(), new TrainEvent.Parent("parent", 10));
        Files.createDirectory(run.checkpoints());
        Files.createFile(last);
        TrainingSetup.Resume begins = new TrainingSetup.Resume(Optional.of(last), Map.of(), "parent");
        log();
        assertThat(ResumePoint.last(run, branch, Map.of())).hasValue(begins);
        log(checkpoint(CheckpointKind.KEY));
        assertThat(ResumePoint.last(run, branch, Map.of())).hasValue(begins);
        // It has begun: the steps tell it, even where the line of the beginning is damaged.
        TrainingSetup.Resume goesOn = new TrainingSetup.Resume(Optional.of(last));
        log(checkpoint(CheckpointKind.KEY), STARTED);
        assertThat(ResumePoint.last(run, branch, Map.of())).hasValue(goesOn);
        log(checkpoint(CheckpointKind.KEY), OwnMetrics.step(4, 11, 2, 1, 1e-3, 1, 100));
        assertThat(ResumePoint.last(run, branch, Map.of())).hasValue(goesOn);
    }

    /** This holds even if the first epoch and its weights were on the disk, but not yet its checkpoint. */
    @Test
    void isTheBeginningWhereTheRunDiedBeforeItsFirstCheckpoint() throws Exception {
        log(STARTED);
        assertThat(last()).isEqualTo(FROM_NOTHING);
        log(STARTED, EPOCH, checkpoint(CheckpointKind.BEST));
        assertThat(last()).isEqualTo(FROM_NOTHING);
        log(STARTED, EPOCH, ended(EndReason.TERMINATED));
        assertThat(last()).isEqualTo(FROM_NOTHING);
    }

    @ParameterizedTest
    @EnumSource(value = CheckpointKind.class, mode = EnumSource.Mode.EXCLUDE, names = "BEST")
    void isRefusedWhereTheCheckpointIsLost(CheckpointKind kind) throws Exception {
        for (List<TrainEvent> log : List.of(
                List.of(STARTED, checkpoint(kind)),
                List.of(STARTED, checkpoint(kind), EPOCH, ended(EndReason.STOPPED)),
                List.of(STARTED, new TrainEvent.RunResumed(4, 5, 1, "/elsewhere/step-00000005.safetensors")))) {
            log(log.toArray(TrainEvent[]::new));
            assertThatThrownBy(this::last)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("run a has no checkpoint to go on from (" + last
                            + " is missing); train it anew under another --name");
        }
    }

    @Test
    void isTheBeginningWhereARunThatWentBackToItHasNoCheckpointSince() throws Exception {
        log(STARTED, checkpoint(CheckpointKind.EPOCH), new TrainEvent.RunResumed(4, 0, 1, ""));
        assertThat(last()).isEqualTo(FROM_NOTHING);
    }

    @Test
    void isRefusedWhereTheRunIsDone() throws Exception {
        log(STARTED, checkpoint(CheckpointKind.EPOCH), ended(EndReason.COMPLETED));
        assertThatThrownBy(this::last)
                .hasMessage("run a has nothing left to train: it completed at step 20; train on with more --epochs");
        log(STARTED, ended(EndReason.EARLY_STOP));
        assertThatThrownBy(this::last)
                .hasMessage(
                        "run a has nothing left to train: it stopped early at step 20; train on with more --epochs");
    }

    /** Every step would be computed as before, with the same end. */
    @Test
    void isRefusedWhereTheRunDiverged() throws Exception {
        Files.createDirectory(run.checkpoints());
        Files.createFile(last);
        TrainEvent broken = OwnMetrics.step(4, 21, 3, Double.NaN, 1e-3, Double.NaN, 100);
        TrainEvent failed = OwnEvents.ended(5, EndReason.FAILED, 20, 1, 0.5, "the loss became NaN at step 21");
        log(STARTED, EPOCH, checkpoint(CheckpointKind.EPOCH), broken, failed);
        assertThatThrownBy(this::last)
                .isInstanceOf(CheckpointException.class)
                .hasMessage("run a diverged (the loss became NaN at step 21) and would do so again: resume it"
                        + " with a lower --max-lr, branch from before it, or name an earlier checkpoint with --from");
        // It has gone on since, from an earlier checkpoint.
        log(
                STARTED,
                EPOCH,
                broken,
                failed,
                new TrainEvent.RunResumed(6, 10, 2, "checkpoints/step-00000010.safetensors"));
        assertThat(last()).hasValue(new TrainingSetup.Resume(Optional.of(last)));
        // It failed for another reason, such as a lack of memory.
        log(STARTED, EPOCH, failed);
        assertThat(last()).hasValue(new TrainingSetup.Resume(Optional.of(last)));
    }

    @Test
    void isNotRefusedWhereADoneRunHasGoneOnSince() throws Exception {
        log(STARTED, ended(EndReason.COMPLETED), new TrainEvent.RunResumed(5, 0, 1, ""));
        assertThat(last()).isEqualTo(FROM_NOTHING);
    }
}
