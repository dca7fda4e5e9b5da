package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.BestBefore;
import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.train.TinyRun.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch tells the best moment that it has from its parent: its best weights are of that moment until it is better. */
class BranchedBestTest {
    @TempDir
    private Path parentFolder;

    @TempDir
    private Path branchFolder;

    @Test
    void isToldWhenTheBranchBegins() throws Exception {
        TinyRun parent = new TinyRun(parentFolder);
        Outcome whole = parent.start();
        Outcome branch = new TinyRun(branchFolder)
                .with(TinyRun.dials(3, 0, 1))
                .branchFrom(parent.last(), Map.of(Dial.EPOCHS, "3"), TinyRun.Watcher.NONE);
        RunStarted started = branch.all(RunStarted.class).get(0);
        assertThat(BestBefore.of(started.about())).contains(whole.ended().best());
        assertThat(started.about().facts()).containsKeys("recipe", "dropout");
        assertThat(whole.all(RunStarted.class).get(0).about().facts()).doesNotContainKey(BestBefore.FACT);
    }
}
