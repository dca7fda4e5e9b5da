package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJsonTest;
import io.traindeck.testing.OwnEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fate of the folder of a run that was made here, once nobody looks at it any more. */
class FirstTrainerTest {
    @TempDir
    Path runs;

    private RunFolder folder;

    private record Trainer(Optional<String> ended) implements LaunchedTrainer {
        @Override
        public long sinceMs() {
            return 1;
        }

        @Override
        public long pid() {
            return 4711;
        }
    }

    @BeforeEach
    void aNewRun() throws Exception {
        folder = RunFolder.create(runs, "branch");
        RunJsonTest.json("branch", 1, null).write(folder.runJson());
        folder.makeTrainerLog();
    }

    private void leave(Optional<String> ended) {
        new FirstTrainer(new Trainer(ended), folder).leave();
    }

    @Test
    void aRunThatNeverStartedGoesWithItsFolder() {
        leave(Optional.of("no space"));
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void aTrainerThatIsOnItsWayKeepsItsFolder() {
        leave(Optional.empty());
        assertThat(folder.runJson()).exists();
    }

    @Test
    void aRunThatHasBegunIsKept() throws Exception {
        Files.writeString(folder.events(), EventCodec.encode(OwnEvents.started(1, "branch", 3)) + "\n");
        leave(Optional.of("it was killed"));
        assertThat(folder.events()).exists();
    }
}
