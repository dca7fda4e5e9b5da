package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The callbacks for trainers of others, under stand-ins that call them in the documented order. */
class PythonCallbacksTest {
    @TempDir
    Path dir;

    private RunFolder run;

    @BeforeEach
    void findPython() throws Exception {
        Python.assume("fcntl");
        run = new RunFolder(dir.resolve("runs").resolve("others"));
    }

    @ParameterizedTest
    @CsvSource({
        "transformers, checkpoint-, eval_loss, VALIDATION",
        "lightning, checkpoints/step-, val_loss, EPOCH",
        "keras, checkpoints/step-, val_loss, EPOCH"
    })
    void aTrainerOfOthersIsSteered(String trainer, String file, String validated, Measured.Kind row) throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", trainer)) {
            RunStarted start = log.await(RunStarted.class);
            assertThat(start.about().plan().epochs()).isEqualTo(1000);
            log.await(Measured.class, measured -> measured.values().names().list().stream()
                    .anyMatch(name -> name.startsWith("loss")));
            Measured first = log.await(Measured.class, measured -> measured.kind() == row);
            assertThat(first.step()).isEqualTo(10);
            assertThat(first.epoch()).isEqualTo(1);
            assertThat(first.values().get(validated)).isNotNaN();

            Mailbox.send(run, Command.PAUSE);
            log.await(TrainEvent.Paused.class);
            Mailbox.send(run, Command.CHECKPOINT);
            Checkpoint saved = log.await(Checkpoint.class);
            assertThat(saved.file()).contains(file);
            assertThat(run.path().resolve(saved.file())).exists();
            Mailbox.send(run, Command.RESUME);
            log.await(TrainEvent.Unpaused.class);

            Mailbox.send(run, Command.PARK);
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.PARKED);
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(loop.printed()).isEmpty();
            assertThat(log.events(Checkpoint.class)).hasSize(2);
            assertThat(log.events(CommandAnswered.class)).noneMatch(answer -> answer.status() == CommandStatus.REFUSED);
        }
    }

    /** It decides after each evaluation anew whether to save, and forgets what it was asked before. */
    @Test
    void aTrainerThatSavesOnlyTheBestSavesWhereItIsParked() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", "transformers", "best")) {
            log.await(Measured.class);
            Mailbox.send(run, Command.PARK);
            RunEnded end = log.await(RunEnded.class);
            assertThat(end.reason()).isEqualTo(EndReason.PARKED);
            assertThat(end.message()).isEmpty();
            assertThat(log.events(Checkpoint.class))
                    .extracting(Checkpoint::step)
                    .containsExactly(end.step());
            assertThat(loop.exit()).as(loop.printed()).isZero();
        }
    }

    @Test
    void aTrainerThatCountsStepsAloneHasNoPlanOfEpochs() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", "transformers", 3)) {
            assertThat(loop.exit()).as(loop.printed()).isZero();
            RunStarted start = log.await(RunStarted.class);
            assertThat(start.about().plan().steps()).isEqualTo(3);
            assertThat(start.about().plan().epochs()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lightning", "keras"})
    void aCheckpointThatCannotBeWrittenEndsNoTraining(String trainer) throws Exception {
        String why = "the checkpoint could not be written: No space left on device";
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", trainer, "full")) {
            log.await(Measured.class);
            for (Command command : List.of(Command.CHECKPOINT, Command.PARK)) {
                String id = Mailbox.send(run, command);
                CommandAnswered answer = log.await(
                        CommandAnswered.class,
                        event -> event.id().equals(id) && event.status() != CommandStatus.ACCEPTED);
                assertThat(answer.status()).isEqualTo(CommandStatus.REFUSED);
                assertThat(answer.reason()).isEqualTo(why);
            }
            Mailbox.send(run, Command.STOP);
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(loop.printed()).isEqualTo("traindeck: " + why + "\n");
        }
    }

    /** Lightning keeps all that was logged before, of steps, validations and epochs, in one place. */
    @Test
    void aLineOfLightningTellsOnlyWhatItsOwnPartHasLogged() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", "lightning")) {
            log.await(Measured.class, measured -> measured.kind() == Measured.Kind.EPOCH && measured.epoch() == 3);
            assertThat(names(log, Measured.Kind.STEP)).containsExactlyInAnyOrder("loss_step", "lr");
            assertThat(names(log, Measured.Kind.EPOCH)).containsExactlyInAnyOrder("loss", "val_loss");
            assertThat(names(log, Measured.Kind.VALIDATION)).containsExactly("val_loss");
            assertThat(log.events(Measured.class).stream()
                            .filter(measured -> measured.kind() == Measured.Kind.STEP && measured.step() % 5 == 0))
                    .allSatisfy(step -> assertThat(step.values().get("lr")).isEqualTo(0.1));
        }
    }

    /** All three evaluate after each epoch, also after one that is cut. */
    @ParameterizedTest
    @CsvSource({"transformers, false", "lightning, false", "keras, false", "lightning, true"})
    void anEpochThatIsToGoOnIsNotTold(String trainer, boolean byTerm) throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", trainer)) {
            log.await(Measured.class, measured -> measured.step() > 12);
            if (byTerm) {
                loop.process().destroy();
            } else {
                Mailbox.send(run, Command.PARK);
            }
            log.await(RunEnded.class);
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(log.events(Measured.class).stream().filter(measured -> measured.kind() != Measured.Kind.STEP))
                    .isNotEmpty()
                    .allMatch(measured -> measured.step() % 10 == 0);
        }
    }

    /** It is the last that is logged: the mean loss of all steps among it would be a point of a curve of its own. */
    @Test
    void whatHuggingFaceTellsOfTheWholeTrainingAreFacts() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", "transformers", 30)) {
            Map<String, String> facts = log.await(
                            Described.class,
                            described -> described.about().facts().containsKey("train_loss"))
                    .about()
                    .facts();
            assertThat(facts).containsEntry("train_loss", "0.5").containsKey("learning_rate");
            assertThat(facts).doesNotContainKeys("optim_args", "epoch");
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(names(log, Measured.Kind.STEP)).doesNotContain("train_loss", "train_runtime");
            // Else the run would be shown in epoch 0 from one line that is logged to the next.
            assertThat(log.events(Measured.class))
                    .allSatisfy(measured -> assertThat(measured.epoch()).isEqualTo(measured.step() / 10.0));
        }
    }

    /** Keras cannot go on in the midst of an epoch: it trains it once more. */
    @Test
    void aResumedRunOfKerasPlansForTheEpochThatIsTrainedOnceMore() throws Exception {
        Checkpoint saved;
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, Map.of(), "callbacks.py", "keras")) {
            log.await(Measured.class, measured -> measured.step() > 12);
            Mailbox.send(run, Command.PARK);
            saved = log.await(Checkpoint.class);
            assertThat(loop.exit()).as(loop.printed()).isZero();
        }
        long epochs = saved.step() / 10;
        Map<String, String> env = Map.of(
                "TRAINDECK_RESUME", run.path().resolve(saved.file()).toString(),
                "INITIAL_EPOCH", String.valueOf(epochs));
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(dir, env, "callbacks.py", "keras")) {
            // It is what was planned before if it was parked at an epoch's end.
            long planned = saved.step() + (1000 - epochs) * 10;
            Described told = log.await(
                    Described.class, described -> described.about().plan().steps() == planned);
            assertThat(told.about().plan().epochs()).isEqualTo(1000);
            log.await(Measured.class, measured -> measured.step() > saved.step() + 2);
            assertThat(loop.process().isAlive()).isTrue();
        }
    }

    private static Set<String> names(LiveLog log, Measured.Kind kind) throws IOException {
        Set<String> names = new HashSet<>();
        log.events(Measured.class).stream()
                .filter(measured -> measured.kind() == kind)
                .forEach(measured -> names.addAll(measured.values().names().list()));
        return names;
    }
}
