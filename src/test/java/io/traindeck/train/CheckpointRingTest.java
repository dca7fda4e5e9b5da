package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.train.TinyRun.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which periodic checkpoints are kept, and which are not ours to remove. */
class CheckpointRingTest {
    @TempDir
    Path folder;

    @Test
    void theNewestAreKeptBesidesWhatAPersonAskedFor() throws Exception {
        TinyRun run = new TinyRun(folder).checkpointEvery(2).keep(2);
        run.start(askingAt(4));
        assertThat(files(run)).containsExactly("step-00000004", "step-00000010", "step-00000012");
    }

    @Test
    void aLaterSessionGoesOnWithTheRingAndLeavesTheRestAlone() throws Exception {
        TinyRun run = new TinyRun(folder).checkpointEvery(2).keep(2);
        run.start(askingAt(10));
        run.resumeFrom(run.checkpoints().resolve("step-00000010.safetensors"), Watcher.NONE);
        assertThat(files(run)).contains("step-00000010", "step-00000012").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void withoutARingOnlyTheLastIsKept() throws Exception {
        TinyRun run = new TinyRun(folder).checkpointEvery(2);
        run.start();
        assertThat(files(run)).isEmpty();
        assertThat(run.last()).exists();
    }

    /**
     * Returns a watcher by which a person asks at that step, where a periodic checkpoint may just have been written.
     */
    private static Watcher askingAt(long step) {
        return (event, controls) -> {
            if (event instanceof Measured measured
                    && measured.kind() == Measured.Kind.STEP
                    && measured.step() == step) {
                controls.add(new Control.Obey(Request.of("asked", Command.CHECKPOINT)));
            }
        };
    }

    private static List<String> files(TinyRun run) throws IOException {
        try (Stream<Path> all = Files.list(run.checkpoints())) {
            return all.map(file -> file.getFileName().toString().replace(".safetensors", ""))
                    .filter(name -> name.startsWith("step-"))
                    .sorted()
                    .toList();
        }
    }

    /** The last checkpoint may be a copy of that file where the disk has no links, and the disk may be full. */
    @Test
    void aFileBelongsToTheRingEvenIfTheLastCheckpointCouldNotBecomeTheSame() throws Exception {
        Files.createDirectories(new TinyRun(folder).last().resolve("in the way"));
        TinyRun run = new TinyRun(folder).checkpointEvery(2).keep(2);
        run.start();
        assertThat(files(run)).hasSize(2);
    }

    @Test
    void theOldestMakeRoomForWhateverIsWritten() throws Exception {
        CheckpointRing ring = new CheckpointRing(folder, 3);
        List<Path> files = List.of(folder.resolve("1"), folder.resolve("2"), folder.resolve("3"));
        for (Path file : files) {
            ring.add(Files.createFile(file));
        }
        long written = ring.makingRoom(0, () -> {
            if (Files.exists(files.get(1))) {
                throw new IOException("No space left on device");
            }
            return 7;
        });
        assertThat(written).isEqualTo(7);
        assertThat(files.get(2)).exists();
        IOException broken = new IOException("the disk is broken");
        assertThatThrownBy(() -> ring.makingRoom(0, () -> {
                    throw broken;
                }))
                .hasCause(broken);
        assertThat(files.get(2)).exists();
    }

    @Test
    void aFileThatAPersonHasDeletedKeepsNoOtherFromMakingRoom() throws Exception {
        CheckpointRing ring = new CheckpointRing(folder, 3);
        List<Path> files = List.of(folder.resolve("1"), folder.resolve("2"), folder.resolve("3"), folder.resolve("4"));
        for (Path file : files) {
            Files.createFile(file);
        }
        ring.add(files.get(0));
        ring.add(files.get(1));
        ring.add(files.get(2));
        Files.delete(files.get(0));

        ring.add(files.get(3));
        assertThat(files.get(1)).as("one of the three that are kept").exists();
        Files.delete(files.get(1));
        assertThat(ring.makeRoom()).isTrue();
        assertThat(files.get(2)).doesNotExist();
        assertThat(files.get(3)).exists();
        assertThat(ring.makeRoom()).isTrue();
        assertThat(ring.makeRoom()).isFalse();
    }
}
