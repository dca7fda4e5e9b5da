package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Program;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import io.traindeck.testing.Tmux;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person at a terminal of 80 columns and 24 rows steers a loop in Python by keys. */
class PythonPersonTest {
    @TempDir
    Path dir;

    private Path folder;
    private Program program;
    private RunFolder run;

    @BeforeEach
    void install() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        Python.assume("fcntl");
        folder = dir.toRealPath();
        program = new Program(folder);
        run = program.runNamed("loop");
    }

    @AfterEach
    void endTraining() {
        program.killTrainer("loop");
        program.killTrainer("lesson");
    }

    private Tmux shell() {
        Map<String, String> env = new HashMap<>(program.env());
        env.put("PYTHONPATH", PythonLoop.LIBRARY.toString());
        env.put("PYTHONDONTWRITEBYTECODE", "1");
        Tmux tmux = Tmux.shell(80, 24, env);
        tmux.enter("cd " + folder);
        return tmux;
    }

    /** The second is the lesson's loop in PyTorch, with the lines of {@code traindeck.py} in it. */
    @ParameterizedTest
    @CsvSource({"loop, 0.01", "lesson, 0"})
    void pausesSavesParksAndGoesOn(String name, String argument) throws Exception {
        if (name.equals("lesson")) {
            Python.assume("torch");
        }
        run = program.runNamed(name);
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(folder, Map.of(), name + ".py", 1_000_000, argument);
                Tmux tmux = shell()) {
            log.await(Measured.class);
            tmux.enter(program.typed("watch " + name));
            tmux.waitFor("RUNNING");
            tmux.press("p");
            tmux.waitFor("PAUSED");
            tmux.waitFor("pause: done");
            tmux.press("c");
            tmux.waitFor("checkpoint saved: step");
            assertThat(log.events(Checkpoint.class)).hasSize(1);
            tmux.press("p");
            tmux.waitFor("RUNNING");
            tmux.press("P");
            tmux.waitFor("PARKED");
            RunEnded parked = log.await(RunEnded.class);
            assertThat(parked.reason()).isEqualTo(EndReason.PARKED);
            assertThat(loop.exit()).isZero();
            tmux.press("r");
            assertThat(log.await(Measured.class, measured -> measured.step() > parked.step())
                            .step())
                    .isEqualTo(parked.step() + 1);
            tmux.waitFor("RUNNING");
            tmux.press("e", "y");
            tmux.waitFor("STOPPED");
        }
    }

    @Test
    void stopsEarlyAfterAQuestion() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                PythonLoop loop = PythonLoop.start(folder, Map.of(), "loop.py", 1_000_000, 0.01);
                Tmux tmux = shell()) {
            log.await(Measured.class);
            tmux.enter(program.typed("watch loop"));
            tmux.waitFor("RUNNING");
            tmux.press("e", "y");
            tmux.waitFor("STOPPED");
            assertThat(loop.exit()).isZero();
        }
    }

    @Test
    void pressesCtrlCInTheTerminalOfTheLoopItself() throws Exception {
        try (LiveLog log = LiveLog.of(run.events());
                Tmux tmux = shell()) {
            tmux.enter("python3 " + PythonLoop.SCRIPTS.resolve("loop.py") + " 1000000 0.01");
            log.await(Measured.class);
            tmux.press("C-c");
            tmux.waitFor("because of INT");
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
        }
    }
}
