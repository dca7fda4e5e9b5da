package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests whether the disk has room for what a run is to keep, and what becomes of the last checkpoint if it has not. */
class CheckpointRoomTest {
    private static final long MB = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void theRingTheLastTheBestAndWhatIsBeingWrittenMustFit() {
        assertThat(CheckpointRoom.of(10 * MB, 80 * MB, 0, 5).words()).isEqualTo("room for 8 checkpoints of 10 MB");
        CheckpointRoom small = CheckpointRoom.of(10 * MB, 79 * MB, 0, 5);
        assertThat(small.isEnough()).isFalse();
        assertThat(small.words())
                .isEqualTo("room for 7 checkpoints of 10 MB, 8 are needed: make room, or --keep fewer; older ones give"
                        + " way to the last");
        assertThat(CheckpointRoom.of(10 * MB, 0, 19 * MB, 0).words()).startsWith("room for 1 checkpoint of 10 MB");
    }

    @Test
    void whatARunHasWrittenMakesRoomForItsSuccessors() throws Exception {
        TinyRun run = new TinyRun(folder).checkpointEvery(2).keep(2);
        run.start();
        long ring = Files.size(run.checkpoints().resolve("step-00000010.safetensors"))
                + Files.size(run.checkpoints().resolve("step-00000012.safetensors"));
        assertThat(CheckpointRing.replaceable(run.checkpoints())).isEqualTo(ring + Files.size(run.best()));
        assertThat(CheckpointRing.replaceable(folder.resolve("none"))).isZero();
    }

    @Test
    void aRingThatDoesNotFitGivesWayToTheLast() throws Exception {
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 128)) {
            TinyRun run = new TinyRun(folder.resolve("disk")).checkpointEvery(1).keep(100);
            TinyRun.Outcome outcome = run.start();
            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.all(TrainEvent.Warning.class)).isEmpty();
            int steps = TinyRun.EPOCHS * TinyRun.STEPS_PER_EPOCH;
            assertThat(SavedPoint.read(run.last()).step()).isEqualTo(steps);
            try (var kept = Files.list(run.checkpoints())) {
                assertThat(kept.count()).as("fewer than the ring").isLessThan(steps);
            }
        }
    }

    @Test
    void aFullDiskIsKnownInEveryLanguage() throws Exception {
        IOException full = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
        assertThat(CheckpointRing.isFull(full, folder, Long.MAX_VALUE)).isTrue();
        assertThat(CheckpointRing.isFull(full, folder.resolve("none"), 0)).isFalse();
        assertThat(CheckpointRing.isFull(new IOException("Disk quota exceeded"), folder, 0))
                .isTrue();
    }
}
