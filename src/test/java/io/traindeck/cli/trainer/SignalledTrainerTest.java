package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The signals that a person, a shell and a batch scheduler send to a trainer. */
class SignalledTrainerTest extends StartsTraindeck {
    @Test
    void usr1SavesAndGoesOnAndTermSavesAndEnds() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            trainer.signal("HUP");
            trainer.signal("USR1");
            log.await(TrainEvent.Checkpoint.class, saved -> saved.kind() == CheckpointKind.SIGNAL);
            log.awaitNewStep();
            trainer.signal("TERM");
            assertThat(trainer.exit()).isEqualTo(143);
            TrainEvent.Checkpoint saved =
                    log.await(TrainEvent.Checkpoint.class, c -> c.kind() == CheckpointKind.SIGNAL);
            TrainEvent.RunEnded ended = log.await(TrainEvent.RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(saved.step()).isEqualTo(ended.step());
            assertThat(ended.message()).contains("TERM");
        }
    }

    /** Schedulers tell every process of a job, and a script of the job may pass it on. */
    @Test
    void severalTermsWithinASecondAreOne() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            String pid = Long.toString(trainer.process().pid());
            // One process that sends them all: to start one for each takes longer than the trainer to end.
            new ProcessBuilder("sh", "-c", "for i in 1 2 3; do kill -TERM " + pid + "; sleep 0.02; done 2>/dev/null")
                    .start();
            assertThat(trainer.exit()).isEqualTo(143);
            TrainEvent.RunEnded ended = log.await(TrainEvent.RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.TERMINATED);
        }
    }

    @Test
    void aTermThatComesLaterEndsItAtOnce() throws Exception {
        Command trainer = traindeck.trainForEver("a", "--limit", "4000", "--batch-size", "4000", "--widths", "64,64");
        try (LiveLog log = traindeck.log("a")) {
            // A second after the start: the first step has begun, and takes many seconds.
            log.await(TrainEvent.SystemUsage.class);
            long pid = trainer.process().pid();
            new ProcessBuilder("sh", "-c", "while kill -TERM " + pid + " 2>/dev/null; do sleep 0.1; done").start();
            assertThat(trainer.exit()).isEqualTo(143);
            assertThat(log.events(TrainEvent.RunEnded.class)).isEmpty();
        }
    }

    @Test
    void intInAValidationLeavesItUnfinished() throws Exception {
        // Four batches of validation, slow enough to be met in one of them; 8 steps an epoch.
        Command trainer = traindeck.trainForEver(
                "a", "--limit", "4000", "--batch-size", "500", "--widths", "16,32", "--no-augment");
        try (LiveLog log = traindeck.log("a")) {
            int epoch = freezeInAValidation(trainer, log);
            trainer.signal("INT");
            trainer.signal("CONT");
            assertThat(trainer.exit()).isEqualTo(130);
            TrainEvent.RunEnded ended = log.await(TrainEvent.RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(ended.step()).isEqualTo(8 * epoch);
            assertThat(log.events(OwnEpoch.class)).hasSize(epoch - 1);
        }
    }

    /**
     * Freezes the trainer while it validates, and returns the epoch. This must be well before the validation is over:
     * its end is in the log some moments after its last batch, which could be stopped.
     */
    private static int freezeInAValidation(Command trainer, LiveLog log) throws IOException, InterruptedException {
        long began = log.await(TrainEvent.Validating.class).timeMs();
        long usualMs = log.await(OwnEpoch.class).timeMs() - began;
        while (true) {
            TrainEvent.Validating validating = log.await(TrainEvent.Validating.class);
            trainer.signal("STOP");
            long sinceMs = System.currentTimeMillis() - validating.timeMs();
            List<TrainEvent> events = log.events();
            if (sinceMs < usualMs / 2 && events.get(events.size() - 1).equals(validating)) {
                return validating.epoch();
            }
            trainer.signal("CONT");
        }
    }

    @Test
    void termAtStartUpLeavesARunThatCanBeTakenUp() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        // Locked: it listens to signals, and has yet to load images and engine.
        while (!Files.exists(traindeck.folder("a").lock())) {
            assertThat(trainer.process().isAlive()).isTrue();
            Thread.onSpinWait();
        }
        trainer.signal("TERM");
        assertThat(trainer.exit()).isEqualTo(143);
        traindeck.start("resume", "a", "--plain");
        int done = 0;
        try (LiveLog log = traindeck.log("a")) {
            if (!trainer.err().contains("ended the trainer before training began")) {
                // Nothing keeps this process from being slow, and training from having begun.
                TrainEvent.RunEnded ended = log.await(TrainEvent.RunEnded.class);
                assertThat(ended.reason()).isEqualTo(EndReason.TERMINATED);
                assertThat(log.await(TrainEvent.RunResumed.class).fromStep()).isEqualTo(ended.step());
                done = (int) ended.step();
            }
            assertThat(log.await(OwnStep.class).step()).isEqualTo(done + 1);
            assertThat(log.events(TrainEvent.RunStarted.class)).hasSize(1);
        }
    }

    @Test
    void aPausedTrainerEndsToo() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            traindeck.run("send", "a", "pause", "--wait");
            trainer.signal("INT");
            assertThat(trainer.exit()).isEqualTo(130);
            long pausedAt = log.await(TrainEvent.Paused.class).step();
            assertThat(log.await(TrainEvent.RunEnded.class).step()).isEqualTo(pausedAt);
        }
    }

    @Test
    void theSecondIntWaitsForNothing() throws Exception {
        // One step takes many times as long as it takes to send further signals.
        Command trainer = traindeck.trainForEver("a", "--limit", "4000", "--batch-size", "4000", "--widths", "64,64");
        try (LiveLog log = traindeck.log("a")) {
            // A second after the start: the first step has begun, and before it the first signal would be enough.
            log.await(TrainEvent.SystemUsage.class);
            // As somebody who means it: two that come at once may be delivered as one.
            long pid = trainer.process().pid();
            new ProcessBuilder("sh", "-c", "while kill -INT " + pid + " 2>/dev/null; do sleep 0.1; done").start();
            assertThat(trainer.exit()).isEqualTo(130);
            assertThat(log.events(OwnStep.class))
                    .as("the step was not waited for")
                    .isEmpty();
            assertThat(log.events(TrainEvent.RunEnded.class)).isEmpty();
        }
    }
}
