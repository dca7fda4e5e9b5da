package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastTest {
    @TempDir
    Path runs;

    private RunFolder run;

    @BeforeEach
    void create() throws Exception {
        run = RunFolder.create(runs, "a");
    }

    private Optional<String> checkpointAfter(TrainEvent... events) throws IOException {
        Files.writeString(
                run.events(),
                Arrays.stream(events)
                        .map(event -> EventCodec.encode(event) + "\n")
                        .collect(Collectors.joining()));
        return Past.of(run).checkpoint(run).map(file -> file.getFileName().toString());
    }

    private Checkpoint saved(String name, CheckpointKind kind, int step) throws IOException {
        Path file = run.checkpoints().resolve(name);
        Files.createDirectories(run.checkpoints());
        Files.writeString(file, name);
        return new Checkpoint(step, kind, "checkpoints/" + name, step, 1, 1, 0.1);
    }

    private static RunStarted started() {
        return new RunStarted(1, "a", Description.NONE, null);
    }

    @Test
    void theNewestCheckpointIsTheOneToGoOnFrom() throws Exception {
        Checkpoint older = saved("one", CheckpointKind.KEY, 100);
        assertThat(checkpointAfter(started(), older, saved("two", CheckpointKind.KEY, 200)))
                .contains("two");
        Files.delete(run.checkpoints().resolve("two"));
        assertThat(Past.of(run).checkpoint(run))
                .hasValueSatisfying(file -> assertThat(file).endsWithRaw(Path.of("one")));
    }

    @Test
    void aRunThatWentBackDoesNotGoOnFromTheHistoryThatItLeft() throws Exception {
        Checkpoint older = saved("one", CheckpointKind.KEY, 100);
        Checkpoint newer = saved("two", CheckpointKind.KEY, 200);
        assertThat(checkpointAfter(started(), older, newer, new RunResumed(300, 100, 0, older.file())))
                .contains("one");
    }

    @Test
    void nothingGoesOnFromTheBestWeightsAlone() throws Exception {
        Checkpoint best = saved("best", CheckpointKind.BEST, 200);
        assertThat(checkpointAfter(started(), best)).isEmpty();
        assertThat(checkpointAfter(started(), saved("one", CheckpointKind.KEY, 100), best))
                .contains("one");
    }
}
