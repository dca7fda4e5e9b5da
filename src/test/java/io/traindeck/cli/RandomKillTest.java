package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.CheckpointFile;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code kill -9} at random moments, each followed by {@code resume}: nothing but a little time is lost.
 *
 * <p>{@value #KILLS} sets how many kills, {@value #SEED} repeats the moments of an earlier test. The trainer saves after
 * each step, so that nearly every kill meets it while it writes a checkpoint, the log, or both.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // in its long form
class RandomKillTest extends StartsTraindeck {
    private static final String KILLS = "traindeck.kills";
    private static final String SEED = "traindeck.kills.seed";

    /** A few, for every day; the long form has at least 50. */
    private static final int KILLS_BY_DEFAULT = 6;

    private static final List<String> OPTIONS = List.of("--epochs", "20", "--patience", "0", "--checkpoint-every", "1");

    /** A kill comes at most this long after the first step, or as long after the start of the process. */
    private static final int LIFE_MS = 700;

    /** One kill in so many is counted from the start of the process, and mostly hits the start of the trainer. */
    private static final int EARLY_KILL_IN = 5;

    private static final int START_MS = 3000;

    private Random random;
    private int kills;
    private int inCheckpoint;
    private int inLogLine;
    private int beforeFirstStep;
    private int mostStepsLost;

    /** Steps in the log when the trainer before this one was killed, those that were computed again included. */
    private int stepsBefore;

    @BeforeEach
    void draw() {
        long seed = Long.getLong(SEED, System.nanoTime());
        random = new Random(seed);
        System.out.println("RandomKillTest: -D" + SEED + "=" + seed);
    }

    @AfterEach
    void tellWhatWasKilled() {
        System.out.printf(
                "RandomKillTest: %d kills, %d of them while a checkpoint was written, %d within a line of the log, %d"
                        + " before the first step; at most %d steps were computed again%n",
                kills, inCheckpoint, inLogLine, beforeFirstStep, mostStepsLost);
    }

    @Test
    void aRunThatIsKilledAtRandomEndsWithTheBitsOfOneThatNeverWas() throws Exception {
        int wanted = Integer.getInteger(KILLS, KILLS_BY_DEFAULT);
        traindeck.run(Traindeck.train("never", OPTIONS));
        RunHistory never = RunHistory.read(traindeck.folder("never").events());
        for (int run = 1; kills < wanted; run++) {
            RunFolder killed = traindeck.folder("killed-" + run);
            stepsBefore = 0;
            killUntilDone(killed, wanted);
            RunHistory history = RunHistory.read(killed.events());
            assertThat(history.steps()).isEqualTo(never.steps());
            assertThat(history.epochs()).isEqualTo(never.epochs());
            for (String file : List.of("best.safetensors", "last.safetensors")) {
                CheckpointFile.assertWhole(killed.checkpoints().resolve(file));
            }
            assertThat(killed.checkpoints().resolve("best.safetensors"))
                    .hasSameBinaryContentAs(
                            traindeck.folder("never").checkpoints().resolve("best.safetensors"));
            try (Stream<Path> files = Files.list(killed.checkpoints())) {
                assertThat(files).as("nothing half written is left").hasSize(2);
            }
        }
    }

    /** Starts and kills the run again and again; once enough were killed, lets it come to its end. */
    private void killUntilDone(RunFolder run, int wanted) throws Exception {
        while (true) {
            boolean fresh = !Files.exists(run.runJson());
            if (fresh) {
                run.removeIfNeverStarted(); // Killed before it was a run: an empty folder is all there is.
            }
            Command trainer = fresh
                    ? traindeck.start(Traindeck.train(run.name(), OPTIONS))
                    : traindeck.start("resume", run.name(), "--plain");
            if (kills == wanted || !killAtRandom(trainer, run)) {
                assertThat(trainer.exit()).as(trainer.err()).isZero();
                return;
            }
            kills++;
            look(run);
        }
    }

    /** Returns false if the run came to its end before. */
    private boolean killAtRandom(Command trainer, RunFolder run) throws Exception {
        boolean early = random.nextInt(EARLY_KILL_IN) == 0;
        long life = 1 + random.nextInt((early ? START_MS : LIFE_MS) * 1000);
        if (!early) {
            try (LiveLog log = traindeck.log(run.name())) {
                if (!log.awaitNewStep(trainer.process())) {
                    return false;
                }
            }
        }
        boolean ended = trainer.process().waitFor(life, TimeUnit.MICROSECONDS);
        trainer.process().destroyForcibly().waitFor();
        return !ended;
    }

    /** Checks that all that the dead trainer has left can be read, and that nothing is ahead of the log. */
    private void look(RunFolder run) throws Exception {
        if (!Files.exists(run.events())) {
            beforeFirstStep++;
            return;
        }
        byte[] log = Files.readAllBytes(run.events());
        inLogLine += log.length > 0 && log[log.length - 1] != '\n' ? 1 : 0;
        try (EventLogReader reader = new EventLogReader(run.events())) {
            reader.poll(event -> {});
            assertThat(reader.unreadableLines()).isZero();
        }
        RunHistory history = RunHistory.read(run.events());
        int lastStep = history.steps().isEmpty() ? 0 : history.steps().lastKey();
        int steps = traindeck.log(run.name()).events(OwnStep.class).size();
        beforeFirstStep += steps == stepsBefore ? 1 : 0;
        stepsBefore = steps;
        try (Stream<Path> files = Files.list(run.checkpoints())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(".tmp")) {
                    inCheckpoint++;
                } else {
                    CheckpointFile.assertWhole(file);
                }
            }
        }
        Path checkpoint = run.checkpoints().resolve("last.safetensors");
        int saved = Files.exists(checkpoint) ? CheckpointFile.step(checkpoint) : 0;
        assertThat(saved).as("steps in the checkpoint are in the log").isLessThanOrEqualTo(lastStep);
        mostStepsLost = Math.max(mostStepsLost, lastStep - saved);
    }
}
