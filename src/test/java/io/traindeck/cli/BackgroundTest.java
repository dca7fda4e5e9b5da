package io.traindeck.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.testing.Program;
import io.traindeck.testing.Tmux;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in the background of a shell, where nobody may change the terminal's modes. */
class BackgroundTest {
    @TempDir
    Path folder;

    @Test
    void aCommandThatFailsThereEndsAndIsNotStopped() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        Program program = new Program(folder);
        try (Tmux tmux = Tmux.shell(120, 24, program.env())) {
            tmux.enter("cd " + program.folder());
            tmux.enter(program.typed("watch nosuch &"));
            tmux.waitFor("no run \"nosuch\"");
            tmux.enter("clear; wait; jobs; echo over");
            tmux.waitFor("the end of all jobs", screen -> screen.matches("(?s)(\\[1][^\n]*Exit 1[^\n]*\n)?over\n.*"));
        }
    }
}
