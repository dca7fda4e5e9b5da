package io.traindeck.train;

import static io.traindeck.train.TinyRun.EPOCHS;
import static io.traindeck.train.TinyRun.STEPS_PER_EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.event.Command;
import io.traindeck.event.Dial;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.CheckpointFile;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import io.traindeck.train.TinyRun.Outcome;
import io.traindeck.train.TinyRun.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop: whatever stops it, wherever it stands, the run goes on as if nothing had; and every command is answered. */
class TrainerTest {
    private static final int STEPS = EPOCHS * STEPS_PER_EPOCH;
    private static final Control TERM = new Control.Terminate("TERM");
    private static final Control PAUSE = new Control.Obey(Request.of("pause", Command.PAUSE));
    private static final Control PARK = new Control.Obey(Request.of("park", Command.PARK));

    @TempDir
    private static Path sharedFolder;

    @TempDir
    private Path folder;

    private static Outcome never;
    private static byte[] bestOfNever;

    @BeforeAll
    static void aRunThatIsNeverStopped() throws Exception {
        TinyRun run = new TinyRun(sharedFolder);
        never = run.start();
        bestOfNever = Files.readAllBytes(run.best());
        assertThat(never.history().steps()).hasSize(STEPS);
        assertThat(never.history().epochs()).hasSize(EPOCHS);
    }

    static IntStream everyStep() {
        return IntStream.rangeClosed(0, STEPS);
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void aRunThatASignalEndsAfterAnyStepGoesOnExactly(int step) throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome stopped = run.start(ask(after(step), TERM));
        assertThat(stopped.ended().reason()).isEqualTo(EndReason.TERMINATED);
        assertThat(stopped.ended().step()).isEqualTo(step);
        assertEqualsNever(stopped.then(run.resume()), run);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 7, STEPS})
    void aRunThatIsStoppedEarlyAfterAnyStepGoesOnExactly(int step) throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome stopped = run.start(ask(after(step), new Control.Obey(Request.of("1", Command.STOP))));
        assertThat(stopped.ended().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(stopped.ended().step()).isEqualTo(step);
        assertThat(statuses(stopped, "1")).containsExactly(CommandStatus.ACCEPTED, CommandStatus.DONE);
        if (step == 0) {
            assertThat(run.last()).doesNotExist();
            assertEqualsNever(stopped.then(run.startAgain()), run);
            return;
        }
        // Its weights were measured, kept if they were the best, and are no part of the run that goes on.
        assertThat(stopped.all(OwnEpoch.class)).extracting(OwnEpoch::step).endsWith(step);
        if (step == STEPS) {
            assertThatThrownBy(run::resume)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("run tiny has nothing left to train: it completed at step " + STEPS
                            + "; train on with more --epochs");
            return;
        }
        assertEqualsNever(stopped.then(run.resume()), run);
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void aRunThatIsParkedAfterAnyStepGoesOnExactly(int step) throws Exception {
        TinyRun run = new TinyRun(folder);
        assertParkedAndGoesOn(run, run.start(ask(after(step), PARK)), step);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, STEPS})
    void aPausedRunThatIsParkedGoesOnExactly(int step) throws Exception {
        TinyRun run = new TinyRun(folder);
        assertParkedAndGoesOn(run, run.start(ask(after(step), PAUSE, PARK)), step);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRunThatIsParkedInAValidationGoesOnExactly(int epoch) throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome parked = run.start(ask(event -> event instanceof TrainEvent.Validating v && v.epoch() == epoch, PARK));
        assertThat(parked.history().epochs()).hasSize(epoch - 1);
        assertParkedAndGoesOn(run, parked, epoch * STEPS_PER_EPOCH);
    }

    private static void assertParkedAndGoesOn(TinyRun run, Outcome parked, int step) throws Exception {
        assertThat(parked.ended().reason()).isEqualTo(EndReason.PARKED);
        assertThat(parked.ended().step()).isEqualTo(step);
        assertThat(parked.ended().message()).startsWith("parked at step ");
        assertThat(statuses(parked, "park")).containsExactly(CommandStatus.ACCEPTED, CommandStatus.DONE);
        assertEqualsNever(parked.then(run.resume()), run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRunThatASignalEndsInAValidationGoesOnExactly(int epoch) throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome stopped = run.start(ask(event -> event instanceof TrainEvent.Validating v && v.epoch() == epoch, TERM));
        assertThat(stopped.ended().reason()).isEqualTo(EndReason.TERMINATED);
        assertThat(stopped.history().epochs()).hasSize(epoch - 1);
        assertEqualsNever(stopped.then(run.resume()), run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7})
    void aRunGoesOnExactlyFromACheckpointThatWasAskedFor(int step) throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome whole = run.start(ask(
                after(step),
                new Control.Obey(Request.of("1", Command.PAUSE)),
                new Control.Obey(Request.of("2", Command.CHECKPOINT)),
                new Control.Obey(Request.of("3", Command.RESUME))));
        assertEqualsNever(whole, run);
        assertThat(whole.all(TrainEvent.Paused.class))
                .extracting(TrainEvent.Paused::step)
                .containsExactly((long) step);
        assertThat(whole.all(TrainEvent.Unpaused.class))
                .extracting(TrainEvent.Unpaused::step)
                .containsExactly((long) step);
        for (String id : List.of("1", "2", "3")) {
            assertThat(statuses(whole, id)).containsExactly(CommandStatus.ACCEPTED, CommandStatus.DONE);
        }
        String name = String.format("step-%08d.safetensors", step);
        assertThat(whole.all(TrainEvent.Checkpoint.class))
                .filteredOn(checkpoint -> checkpoint.kind() == CheckpointKind.KEY)
                .extracting(TrainEvent.Checkpoint::file, TrainEvent.Checkpoint::step, TrainEvent.Checkpoint::epoch)
                .containsExactly(tuple("checkpoints/" + name, (long) step, (step - 1) / STEPS_PER_EPOCH + 1));

        // The run is complete, and is taken up again from there all the same.
        Outcome again = run.resumeFrom(run.checkpoints().resolve(name), Watcher.NONE);
        assertThat(again.all(TrainEvent.RunResumed.class))
                .extracting(TrainEvent.RunResumed::fromStep, TrainEvent.RunResumed::file)
                .containsExactly(tuple((long) step, "checkpoints/" + name));
        assertEqualsNever(whole.then(again), run);
    }

    /** This is as after a kill: only the last periodic checkpoint is there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5})
    void aRunGoesOnExactlyFromAPeriodicCheckpoint(int every) throws Exception {
        TinyRun run = new TinyRun(folder).checkpointEvery(every);
        Outcome died = run.start(dieAt(after(STEPS - 1)));
        assertThat(died.all(TrainEvent.RunEnded.class)).isEmpty();
        assertEqualsNever(died.then(run.resume()), run);
    }

    /** What a later trainer finds after a kill must continue the log without a gap, whichever checkpoint came last. */
    @Test
    void aRunThatDiesJustAfterItWasTakenUpFromAnOldCheckpointGoesOnFromThere() throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome first = run.start(ask(after(3), new Control.Obey(Request.of("1", Command.CHECKPOINT))));
        Path old = run.checkpoints().resolve("step-00000003.safetensors");
        Outcome second = run.resumeFrom(old, dieAt(after(4)));
        assertEqualsNever(first.then(second).then(run.resume()), run);
    }

    @Test
    void aRunThatDiedBeforeItsFirstCheckpointStartsAgain() throws Exception {
        TinyRun run = new TinyRun(folder);
        Outcome died = run.start(dieAt(after(2)));
        assertThat(run.last()).doesNotExist();
        Outcome again = run.startAgain();
        assertThat(again.all(TrainEvent.RunResumed.class))
                .extracting(TrainEvent.RunResumed::fromStep, TrainEvent.RunResumed::file)
                .containsExactly(tuple(0L, ""));
        assertEqualsNever(died.then(again), run);
    }

    @Test
    void oneSeedIsOneRunAndAnotherIsAnother() throws Exception {
        TinyRun run = new TinyRun(folder);
        assertEqualsNever(run.start(), run);
        Outcome other = new TinyRun(folder.resolve("other"))
                .with(TinyRun.dials(EPOCHS, 0, 2))
                .start();
        assertThat(other.history().steps().values())
                .doesNotContainAnyElementsOf(never.history().steps().values());
    }

    /** The last batch has 2 images, the others 4: a mean over batches would be another number. */
    @Test
    void anEpochsMeansAreOverImages() {
        List<OwnStep> steps = never.all(OwnStep.class).subList(0, STEPS_PER_EPOCH);
        OwnEpoch epoch = never.all(OwnEpoch.class).get(0);
        double sum = 0;
        for (int i = 0; i < STEPS_PER_EPOCH; i++) {
            sum += steps.get(i).loss() * (i < STEPS_PER_EPOCH - 1 ? TinyRun.BATCH_SIZE : 2);
        }
        assertThat(epoch.trainLoss()).isEqualTo(sum / TinyRun.TRAIN_IMAGES);
        assertThat(epoch.trainAcc() * TinyRun.TRAIN_IMAGES).isCloseTo(Math.rint(epoch.trainAcc() * 22), within(1e-9));
        assertThat(epoch.gradNormMax())
                .isEqualTo(steps.stream().mapToDouble(OwnStep::gradNorm).max().orElseThrow());
        assertThat(epoch.gradNormMean())
                .isCloseTo(
                        steps.stream().mapToDouble(OwnStep::gradNorm).average().orElseThrow(), within(1e-9));
    }

    @Test
    void patienceEndsTheRunAndTheBestWeightsStay() throws Exception {
        // A rate so small that the validation accuracy never moves: the first epoch stays the best.
        Dials dials = TinyRun.dials(10, 2, 1).with(Dial.MAX_LR, 1e-12);
        TinyRun run = new TinyRun(folder).with(dials);
        Outcome outcome = run.start();
        assertThat(outcome.all(OwnEpoch.class))
                .extracting(OwnEpoch::badEpochs)
                .startsWith(0)
                .endsWith(2);
        TrainEvent.RunEnded ended = outcome.ended();
        assertThat(ended.reason()).isEqualTo(EndReason.EARLY_STOP);
        OwnEpoch last =
                outcome.all(OwnEpoch.class).get(outcome.all(OwnEpoch.class).size() - 1);
        assertThat(ended.best().epoch()).isEqualTo(last.epoch() - 2);
        assertThat(ended.message()).startsWith("early stop at epoch " + last.epoch() + " (best ");
        assertThat(Safetensors.read(run.best(), 1 << 20).metadata())
                .containsEntry("epoch", Integer.toString(ended.best().epoch()));
        assertThatThrownBy(run::resume)
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("run tiny has nothing left to train: it stopped early at step ");
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAndKeepsTheLastGoodCheckpoint() throws Exception {
        Dials dials = TinyRun.dials(EPOCHS, 0, 1).with(Dial.MAX_LR, 1e30);
        TinyRun run = new TinyRun(folder).with(dials).checkpointEvery(1);
        Outcome outcome = run.start();
        int failedAt = outcome.all(OwnStep.class).size();
        OwnStep failed = outcome.all(OwnStep.class).get(failedAt - 1);
        assertThat(Double.isFinite(failed.loss()) && Double.isFinite(failed.gradNorm()))
                .isFalse();
        assertThat(outcome.failure()).hasValueSatisfying(e -> assertThat(e)
                .hasMessageContaining(
                        " at step " + failedAt + " (epoch 1), the last checkpoint is kept; try a lower --max-lr"));
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.FAILED);
        assertThat(outcome.ended().step()).isEqualTo(failedAt - 1);

        byte[] good = Files.readAllBytes(run.last());
        Outcome again = run.resume();
        assertThat(again.all(TrainEvent.RunResumed.class))
                .extracting(TrainEvent.RunResumed::fromStep)
                .containsExactly(failedAt - 1L);
        assertThat(again.failure()).hasValueSatisfying(e -> assertThat(e)
                .hasMessage(outcome.failure().orElseThrow().getMessage()));
        assertThat(Files.readAllBytes(run.last())).isEqualTo(good);
    }

    @Test
    void theBestWeightsThatAResumedRunWritesAgainAreOfTheStepThatTheyWereOf() throws Exception {
        TinyRun run = new TinyRun(folder);
        run.start(ask(after(STEPS_PER_EPOCH + 2), TERM));
        TrainEvent.Checkpoint best = run.resume().all(TrainEvent.Checkpoint.class).stream()
                .filter(saved -> saved.kind() == CheckpointKind.BEST)
                .findFirst()
                .orElseThrow();
        assertThat(best.step()).isEqualTo(STEPS_PER_EPOCH);
        assertThat(best.epoch()).isEqualTo(1);
    }

    /** The last step of the first epoch makes every weight as large as the rate, and no step comes to notice it. */
    @ParameterizedTest
    @ValueSource(doubles = {1e30, 1e42})
    void anEpochWhoseLossIsNoNumberIsNeverTheBestNorReplacesACheckpoint(double rate) throws Exception {
        TinyRun run = new TinyRun(folder).with(TinyRun.data(TinyRun.BATCH_SIZE, TinyRun.VALIDATION_IMAGES));
        run.with(TinyRun.dials(EPOCHS, 0, 1).with(Dial.MAX_LR, rate));
        Outcome outcome = run.start();
        assertThat(outcome.all(OwnEpoch.class)).allSatisfy(epoch -> {
            assertThat(epoch.valLoss()).isNaN();
            assertThat(epoch.valAcc()).isNaN();
            assertThat(epoch.best()).isFalse();
        });
        assertThat(outcome.all(TrainEvent.Checkpoint.class))
                .extracting(TrainEvent.Checkpoint::kind)
                .doesNotContain(CheckpointKind.BEST);
        assertThat(run.best()).doesNotExist();
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.FAILED);
        assertThat(outcome.ended().best().epoch()).isZero();
        assertThat(outcome.ended().message()).contains("; try a lower --max-lr");
        if (Files.exists(run.last())) {
            CheckpointFile.assertFinite(run.last());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            names = {"CHECKPOINT", "STOP"})
    void weightsThatAreNoNumbersAreRefusedToWhoeverAsksForThem(Command command) throws Exception {
        // Of 2 steps the first is so large that the weights overflow, and what is asked for comes before the second.
        TinyRun run = new TinyRun(folder).with(TinyRun.data(2 * TinyRun.BATCH_SIZE, TinyRun.VALIDATION_IMAGES));
        run.with(TinyRun.dials(EPOCHS, 0, 1).with(Dial.MAX_LR, 1e42));
        Outcome outcome = run.start(ask(after(1), new Control.Obey(Request.of("asked", command))));
        assertThat(outcome.all(TrainEvent.CommandAnswered.class))
                .extracting(TrainEvent.CommandAnswered::status)
                .containsExactly(CommandStatus.ACCEPTED, CommandStatus.REFUSED);
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.FAILED);
        assertThat(outcome.ended().message()).contains("is not finite any more after step 1, before the first");
        assertThat(run.last()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(value = Command.class, mode = EnumSource.Mode.EXCLUDE, names = "SET")
    void aCommandThatComesTooLateIsRefused(Command command) throws Exception {
        Outcome outcome = new TinyRun(folder)
                .start(ask(
                        event -> event instanceof TrainEvent.Checkpoint c
                                && c.kind() == CheckpointKind.EPOCH
                                && c.epoch() == EPOCHS,
                        new Control.Obey(Request.of("late", command))));
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(outcome.all(TrainEvent.CommandAnswered.class))
                .extracting(TrainEvent.CommandAnswered::status, TrainEvent.CommandAnswered::reason)
                .containsExactly(tuple(CommandStatus.REFUSED, "the run has ended"));
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsSaidAndTrainingGoesOn() throws Exception {
        TinyRun run = new TinyRun(folder);
        Files.writeString(run.checkpoints(), "a file where the folder should be");
        Outcome outcome = run.start(ask(after(2), new Control.Obey(Request.of("1", Command.CHECKPOINT))));
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(outcome.history().steps()).isEqualTo(never.history().steps());
        assertThat(outcome.all(TrainEvent.Warning.class)).isNotEmpty().allSatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("checkpoint_failed");
            assertThat(warning.message()).startsWith("checkpoint at step ").contains("training goes on");
        });
        assertThat(statuses(outcome, "1")).containsExactly(CommandStatus.ACCEPTED, CommandStatus.REFUSED);
        assertThat(run.checkpoints()).hasContent("a file where the folder should be");
    }

    @Test
    void aRunThatCannotBeSavedIsNotParkedAndTrainsOn() throws Exception {
        TinyRun run = new TinyRun(folder);
        Files.writeString(run.checkpoints(), "a file where the folder should be");
        Outcome outcome = run.start(ask(after(2), PARK));
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(outcome.history().steps()).isEqualTo(never.history().steps());
        assertThat(statuses(outcome, "park")).containsExactly(CommandStatus.ACCEPTED, CommandStatus.REFUSED);
    }

    /** Otherwise it would go on from one step in its log and from another after a kill. */
    @Test
    void aRunDoesNotGoOnFromACheckpointThatCannotBecomeItsLast() throws Exception {
        TinyRun run = new TinyRun(folder);
        run.start(ask(after(2), TERM));
        Path elsewhere = Files.move(run.last(), folder.resolve("old.safetensors"));
        // What a checkpoint is renamed to: a folder that is not empty is in its way, for root too.
        Files.createDirectories(run.last().resolve("in the way"));
        assertThatThrownBy(() -> run.resumeFrom(elsewhere, Watcher.NONE))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        "the run cannot go on from " + elsewhere + ": last.safetensors could not be written");
    }

    /** A place in a run. */
    private interface Place {
        boolean is(TrainEvent event);
    }

    /** Returns the place between this step and the next; the last step's place is before its epoch's validation. */
    private static Place after(int step) {
        return step == 0
                ? event -> event instanceof TrainEvent.RunStarted
                : event -> OwnStep.of(event).filter(s -> s.step() == step).isPresent();
    }

    private static Watcher ask(Place place, Control... controls) {
        return (event, queue) -> {
            if (place.is(event)) {
                List.of(controls).forEach(queue::add);
            }
        };
    }

    private static Watcher dieAt(Place place) {
        return (event, queue) -> {
            if (place.is(event)) {
                throw new TinyRun.Death();
            }
        };
    }

    private static void assertEqualsNever(Outcome outcome, TinyRun run) throws IOException {
        RunHistory history = outcome.history();
        assertThat(history.steps()).isEqualTo(never.history().steps());
        assertThat(history.epochs()).isEqualTo(never.history().epochs());
        assertThat(outcome.ended().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(outcome.ended().best()).isEqualTo(never.ended().best());
        assertThat(Files.readAllBytes(run.best())).isEqualTo(bestOfNever);
    }

    private static List<CommandStatus> statuses(Outcome outcome, String id) {
        return outcome.all(TrainEvent.CommandAnswered.class).stream()
                .filter(answer -> answer.id().equals(id))
                .map(TrainEvent.CommandAnswered::status)
                .toList();
    }
}
