package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.testing.Program;
import io.traindeck.testing.Tmux;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal who wants branches that cannot begin. */
class BranchPersonTest {
    @TempDir
    Path folder;

    @Test
    void aBranchThatCannotBeginIsRefusedOnThePageOfItsParentAndLeavesNothingBehind() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        Program program = new Program(folder.toRealPath());
        String small = "--limit 128 --batch-size 32 --widths 4,8 --hidden 16 --threads 1 --epochs 2";
        String arguments = "train --plain --name parent --checkpoint-every 3 --keep 9 " + small;
        assertThat(program.run(arguments.split(" ")).err()).isEmpty();
        Path runs = program.folder().resolve("runs");
        try (Tmux tmux = Tmux.shell(80, 24, program.env())) {
            tmux.enter("cd " + program.folder());
            tmux.enter(program.typed("watch parent"));
            tmux.waitFor("COMPLETED");

            tmux.press("b");
            tmux.waitFor(":branch 8");
            tmux.press("Enter");
            tmux.waitFor("run parent has nothing left to train: it completed at step 8");
            assertThat(runs).isDirectoryContaining("glob:**/parent").isDirectoryNotContaining("glob:**/parent-*");

            tmux.enter(":branch 6 epochs=1");
            tmux.waitFor("epochs must be at least 2");
            assertThat(tmux.capture()).contains("COMPLETED  parent ");
            assertThat(runs).isDirectoryNotContaining("glob:**/parent-*");
            tmux.press("q");
        }
    }
}
