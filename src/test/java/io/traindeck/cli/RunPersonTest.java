package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Program;
import io.traindeck.testing.Python;
import io.traindeck.testing.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal of 80 columns and 24 rows has a script run that knows nothing of it, and steers it by keys. */
class RunPersonTest {
    private static final String SCRIPT =
            """
            import time
            epoch = 0
            while True:
                epoch += 1
                time.sleep(0.05)
                print("epoch %02d | train 1.784 | val 1.365 | acc 50.8%% | lr 1.1e-03" % epoch)
            """;

    private static final Pattern ROW = Pattern.compile("\\n +\\d+ ★? +50\\.800 +1\\.10e-03 +1\\.784 +1\\.365 ");

    @TempDir
    Path dir;

    private Program program;
    private RunFolder run;
    private Path folder;

    @BeforeEach
    void install() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        Python.assume("time");
        folder = dir.toRealPath();
        Files.writeString(folder.resolve("lesson.py"), SCRIPT);
        program = new Program(folder);
        run = program.runNamed("lesson");
    }

    @Test
    void seesItsNumbersPausesLeavesComesBackAndStops() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                Tmux tmux = Tmux.shell(80, 24, program.env())) {
            tmux.enter("cd " + folder);
            tmux.enter(program.typed("run -- python3 lesson.py"));
            tmux.waitFor("RUNNING");
            tmux.waitFor("a row of an epoch, with accuracy, rate and both losses", screen -> ROW.matcher(screen)
                    .find());
            tmux.waitFor("p pause");
            assertThat(tmux.capture()).doesNotContain("c checkpoint").doesNotContain("P park");
            tmux.press("p");
            tmux.waitFor("PAUSED");
            tmux.press("p");
            tmux.waitFor("RUNNING");
            tmux.press("q");
            tmux.waitFor("Come back with: ");
            tmux.waitForPrompt();
            tmux.enter(program.typed("watch lesson"));
            tmux.waitFor("RUNNING");
            tmux.press("e", "y");
            tmux.waitFor("STOPPED");
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
        }
    }
}
