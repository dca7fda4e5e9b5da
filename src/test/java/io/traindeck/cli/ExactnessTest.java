package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Through the real command line, its signals and its files: a run that was stopped, whatever stopped it, and resumed
 * has the same numbers to the last bit, and the same best weights, as the run that was never stopped.
 *
 * <p>Each run here goes through several ends, since most of the time is the JVM's start. Where exactly a signal hits is
 * up to the machine; TrainerTest stops at every single step.
 */
class ExactnessTest {
    /** Enough epochs for a signal or a command to arrive before the last. */
    private static final int EPOCHS = 8;

    private static final int STEPS_PER_EPOCH = 19;
    private static final String ONE_THREAD = "--threads=1";
    private static final String TWO_THREADS = "--threads=2";
    private static final List<String> DIALS = List.of(
            "--epochs=" + EPOCHS,
            "--limit=600",
            "--batch-size=32",
            "--widths=8,16",
            "--hidden=32",
            "--max-lr=0.003",
            "--patience=20",
            "--plain");

    @TempDir
    private static Path folder;

    @AutoClose
    private static Traindeck traindeck;

    private static RunHistory never;

    @BeforeAll
    static void aRunThatIsNeverStopped() throws Exception {
        traindeck = new Traindeck(folder);
        train("never", ONE_THREAD);
        never = history("never");
        assertThat(never.steps()).hasSize(EPOCHS * STEPS_PER_EPOCH);
        assertThat(never.epochs()).hasSize(EPOCHS);
    }

    /** The run is killed before its first checkpoint, and after a periodic one in the middle of an epoch. */
    @Test
    void killed() throws Exception {
        try (LiveLog log = traindeck.log("killed")) {
            Command trainer = start("killed", ONE_THREAD, "--checkpoint-every=7");
            log.await(TrainEvent.RunStarted.class);
            kill(trainer);
        }
        try (LiveLog log = traindeck.log("killed").fromHere()) {
            Command trainer = resume("killed");
            log.await(OwnStep.class, step -> step.step() >= STEPS_PER_EPOCH + 10);
            kill(trainer);
        }
        assertThat(Files.readString(traindeck.folder("killed").events())).doesNotContain("\"run_ended\"");
        finish("killed");
        assertEquals("killed", "never");
    }

    /** The run has two threads, which add up in another order than one, and do so every time. */
    @Test
    void terminatedAndInterruptedInTrainingAndValidation() throws Exception {
        train("two-threads", TWO_THREADS);
        try (LiveLog log = traindeck.log("signalled")) {
            Command trainer = start("signalled", TWO_THREADS);
            log.await(OwnStep.class, step -> step.step() >= 5);
            trainer.signal("TERM");
            assertTerminated(trainer, 143, "TERM");
        }
        try (LiveLog log = traindeck.log("signalled").fromHere()) {
            Command trainer = resume("signalled");
            log.await(TrainEvent.Validating.class);
            trainer.signal("TERM");
            assertTerminated(trainer, 143, "TERM");
        }
        try (LiveLog log = traindeck.log("signalled").fromHere()) {
            Command trainer = resume("signalled");
            log.await(TrainEvent.RunResumed.class);
            trainer.signal("INT");
            assertTerminated(trainer, 130, "INT");
        }
        finish("signalled");
        assertEquals("signalled", "two-threads");
    }

    /** One trainer is paused, saves, goes on and is stopped early; it goes on from there, and once more from the save. */
    @Test
    void pausedSavedAndStoppedBySend() throws Exception {
        String saved;
        try (LiveLog log = traindeck.log("steered")) {
            Command trainer = start("steered", ONE_THREAD);
            log.await(OwnStep.class, step -> step.step() >= 3);
            send("steered", "pause", "--wait");
            log.await(TrainEvent.Paused.class);
            send("steered", "checkpoint", "--wait");
            saved = log.await(TrainEvent.Checkpoint.class, checkpoint -> checkpoint.kind() == CheckpointKind.KEY)
                    .file();
            send("steered", "resume", "--wait");
            send("steered", "stop");
            assertThat(trainer.exit()).as(trainer.err()).isZero();
            assertThat(trainer.out()).contains("paused after step ", "going on after step ", "stopped at step ");
        }
        finish("steered");
        assertEquals("steered", "never");

        finish("steered", "--from", saved.substring("checkpoints/".length()));
        assertEquals("steered", "never");
    }

    /** The run is parked by an empty file, and in a pause: its process ends well, and so frees what it held. */
    @Test
    void parkedByAnEmptyFileAndInAPause() throws Exception {
        try (LiveLog log = traindeck.log("parked")) {
            Command trainer = start("parked", ONE_THREAD);
            log.await(OwnStep.class, step -> step.step() >= 4);
            Files.createFile(traindeck.folder("parked").commands().resolve("park"));
            assertParked(trainer);
        }
        try (LiveLog log = traindeck.log("parked").fromHere()) {
            Command trainer = resume("parked");
            log.await(TrainEvent.RunResumed.class);
            send("parked", "pause", "--wait");
            send("parked", "park", "--wait");
            assertParked(trainer);
        }
        finish("parked");
        assertEquals("parked", "never");
    }

    private static void assertParked(Command trainer) throws IOException, InterruptedException {
        assertThat(trainer.exit()).as(trainer.err()).isZero();
        assertThat(trainer.out()).contains("parked at step ", "\ngo on with: ");
    }

    @Test
    void anotherSeedIsAnotherRun() throws Exception {
        train("other", ONE_THREAD, "--seed=43");
        assertThat(history("other").steps().values())
                .hasSize(EPOCHS * STEPS_PER_EPOCH)
                .doesNotContainAnyElementsOf(never.steps().values());
        assertThat(best("other")).isNotEqualTo(best("never"));
    }

    private static Command start(String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "--name=" + name));
        arguments.addAll(DIALS);
        arguments.addAll(List.of(more));
        return traindeck.start(arguments.toArray(String[]::new));
    }

    private static void train(String name, String... more) throws IOException, InterruptedException {
        Command trainer = start(name, more);
        assertThat(trainer.exit()).as(trainer.err()).isZero();
    }

    private static Command resume(String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("resume", name, "--plain"));
        arguments.addAll(List.of(more));
        return traindeck.start(arguments.toArray(String[]::new));
    }

    private static void finish(String name, String... more) throws IOException, InterruptedException {
        Command trainer = resume(name, more);
        assertThat(trainer.exit()).as(trainer.err()).isZero();
        assertThat(trainer.out()).contains("resumed after step ", "completed " + EPOCHS + " epochs");
    }

    private static void kill(Command trainer) throws IOException, InterruptedException {
        trainer.process().destroyForcibly();
        assertThat(trainer.exit()).isEqualTo(128 + 9);
    }

    private static void assertTerminated(Command trainer, int exit, String signal)
            throws IOException, InterruptedException {
        assertThat(trainer.exit()).as(trainer.err()).isEqualTo(exit);
        assertThat(trainer.out()).contains("terminated by " + signal + " at step ");
    }

    /** Sends a command from this process: a process of its own would take long to start. */
    private static void send(String name, String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("send", name, command, "--runs", folder.resolve("runs").toString()));
        arguments.addAll(List.of(more));
        assertThat(Main.commandLine().execute(arguments.toArray(String[]::new))).isZero();
    }

    private static RunHistory history(String name) throws IOException {
        return RunHistory.read(traindeck.folder(name).events());
    }

    private static byte[] best(String name) throws IOException {
        return Files.readAllBytes(traindeck.folder(name).checkpoints().resolve("best.safetensors"));
    }

    private static void assertEquals(String name, String other) throws IOException {
        assertThat(history(name).steps()).isEqualTo(history(other).steps());
        assertThat(history(name).epochs()).isEqualTo(history(other).epochs());
        assertThat(best(name)).isEqualTo(best(other));
    }
}
