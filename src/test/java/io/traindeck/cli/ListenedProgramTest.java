package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Traindeck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in Java with a listener of ours, under {@code traindeck run}. */
class ListenedProgramTest {
    @TempDir
    Path dir;

    @Test
    void itsRunIsTheOneThatWasMadeForItAndItObeysWhatItAnnounces() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir)) {
            Path own = dir.resolve("own");
            Traindeck.Command command = traindeck.start(
                    "run",
                    "--plain",
                    "--name",
                    "a",
                    "--",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dai.djl.offline=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.traindeck.listen.Spirals",
                    own.toString(),
                    "1000000");
            RunFolder run = traindeck.folder("a");
            try (LiveLog log = traindeck.log("a")) {
                RunStarted started = log.await(
                        RunStarted.class, start -> start.about().commands().contains("checkpoint"));
                assertThat(started.run()).isEqualTo("a");
                assertThat(started.about().commands()).containsExactlyInAnyOrder("pause", "checkpoint", "stop", "park");
                log.await(Measured.class, step -> step.step() >= 5);
                Mailbox.send(run, Command.PARK);
                Checkpoint saved = log.await(Checkpoint.class);
                assertThat(run.path().resolve(saved.file())).isNotEmptyFile();
                assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.PARKED);
            }
            assertThat(command.exit()).isZero();
            assertThat(own).doesNotExist();
        }
    }
}
