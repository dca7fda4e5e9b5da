package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lesson's loop in PyTorch with the lines of {@code traindeck.py} in it: whatever stops it, it computes the same steps
 * to the last bit as one that was never stopped.
 *
 * <p>{@value #KILLS} sets how often it is killed, {@value #SEED} repeats the moments of an earlier test.
 */
class PythonLessonTest {
    private static final String KILLS = "traindeck.python.kills";
    private static final String SEED = "traindeck.python.kills.seed";
    private static final int KILLS_BY_DEFAULT = 3;
    private static final int EPOCHS = 16;
    private static final int STEPS = 10 * EPOCHS;

    /** A kill comes at most so many milliseconds after the first step: all steps take about as long. */
    private static final int LIFE_MS = 600;

    @TempDir
    static Path unstopped;

    @TempDir
    Path dir;

    private RunFolder run;

    @BeforeAll
    static void trainWithoutAStop() throws IOException, InterruptedException {
        Python.assume("torch");
        try (PythonLoop loop = PythonLoop.start(unstopped, Map.of(), "lesson.py", EPOCHS)) {
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(loop.printed()).contains("epoch 01 | train ", "epoch %02d | ".formatted(EPOCHS));
        }
    }

    @BeforeEach
    void name() {
        run = new RunFolder(dir.resolve("runs").resolve("lesson"));
    }

    private void assertIsAsWithoutAStop() throws IOException {
        RunHistory whole =
                RunHistory.read(unstopped.resolve("runs").resolve("lesson").resolve("events.jsonl"));
        RunHistory stopped = RunHistory.read(run.events());
        assertThat(stopped.steps()).isEqualTo(whole.steps()).hasSize(STEPS);
        assertThat(stopped.epochs()).isEqualTo(whole.epochs()).hasSize(EPOCHS);
    }

    /** Starts the script, or goes on from the last checkpoint in the log. */
    private PythonLoop start(int saveEvery) throws IOException {
        List<Checkpoint> saved = List.of();
        if (Files.exists(run.events())) {
            try (LiveLog log = LiveLog.of(run.events())) {
                saved = log.events(Checkpoint.class);
            }
        }
        // A run of which nothing was saved begins anew in its folder, which is how one is named that is to go on.
        String file = saved.isEmpty() ? "none" : saved.get(saved.size() - 1).file();
        Map<String, String> env = Files.exists(run.events())
                ? Map.of("TRAINDECK_RESUME", run.path().resolve(file).toString())
                : Map.of();
        return PythonLoop.start(dir, env, "lesson.py", EPOCHS, saveEvery);
    }

    @Test
    void isPausedSavedParkedAndResumedByTheProgramsOwnCommands() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir);
                LiveLog log = LiveLog.of(run.events())) {
            try (PythonLoop loop = start(0)) {
                log.await(OwnStep.class);
                // Not by the program: it takes longer to start than the training lasts.
                Mailbox.send(run, Command.PAUSE);
                log.await(TrainEvent.Paused.class);
                traindeck.run("send", "lesson", "checkpoint", "--wait");
                // Both before the loop goes on: it would be over before another program has started.
                Mailbox.send(run, Command.RESUME);
                Mailbox.send(run, Command.PARK);
                assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.PARKED);
                assertThat(loop.exit()).isZero();
            }
            assertThat(RunLock.isHeld(run.lock())).isFalse();
            assertThat(traindeck.run("runs")).contains("lesson  parked");
            try (PythonLoop loop = start(0)) {
                assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
                assertThat(loop.exit()).isZero();
            }
        }
        assertIsAsWithoutAStop();
    }

    @Test
    void isKilledAtRandomMoments() throws Exception {
        long seed = Long.getLong(SEED, System.nanoTime());
        System.out.println("PythonLessonTest: -D" + SEED + "=" + seed);
        Random random = new Random(seed);
        int[] left =
                IntStream.range(0, Integer.getInteger(KILLS, KILLS_BY_DEFAULT)).toArray();
        try (LiveLog log = LiveLog.of(run.events())) {
            for (int kill : left) {
                try (PythonLoop loop = start(1)) {
                    log.fromHere().awaitNewStep(loop.process());
                    loop.process().waitFor(random.nextInt(LIFE_MS), TimeUnit.MILLISECONDS);
                    loop.kill();
                    assertThat(RunLock.isHeld(run.lock())).as("kill " + kill).isFalse();
                }
            }
            try (PythonLoop loop = start(1)) {
                assertThat(loop.exit()).as(loop.printed()).isZero();
            }
        }
        assertIsAsWithoutAStop();
    }

    /** The supervisor is killed as well in the second round: then the log may know less than the program has told. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isKilledUnderASupervisorAndResumed(boolean both) throws Exception {
        try (Traindeck traindeck = new Traindeck(dir);
                LiveLog log = LiveLog.of(run.events())) {
            traindeck.env("PYTHONPATH", PythonLoop.LIBRARY.toString()).env("PYTHONDONTWRITEBYTECODE", "1");
            String script = PythonLoop.SCRIPTS.resolve("lesson.py").toString();
            Traindeck.Command supervisor = traindeck.start(
                    "run", "--name", "lesson", "--plain", "--", "/usr/bin/python3", script, "" + EPOCHS, "1");
            log.await(Checkpoint.class);
            List<ProcessHandle> program = supervisor.process().descendants().toList();
            if (both) {
                supervisor.process().destroyForcibly();
            }
            program.forEach(ProcessHandle::destroyForcibly);
            program.forEach(process -> process.onExit().join());
            supervisor.exit();
            traindeck.run("resume", "lesson", "--plain");
            assertThat(log.fromHere().events(RunEnded.class)).last().satisfies(end -> assertThat(end.reason())
                    .isEqualTo(EndReason.COMPLETED));
        }
        assertIsAsWithoutAStop();
    }

    @Test
    void isResumedByTheProgramAfterItWasKilledAlone() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir);
                LiveLog log = LiveLog.of(run.events())) {
            traindeck.env("PYTHONPATH", PythonLoop.LIBRARY.toString()).env("PYTHONDONTWRITEBYTECODE", "1");
            try (PythonLoop loop = start(1)) {
                log.await(Checkpoint.class);
                loop.kill();
            }
            traindeck.run("resume", "lesson", "--plain");
        }
        assertIsAsWithoutAStop();
    }
}
