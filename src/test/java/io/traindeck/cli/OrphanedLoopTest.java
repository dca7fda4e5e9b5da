package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck.Command;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loops with the lines of {@code traindeck.py} whose supervisor is killed, while they themselves go on. */
class OrphanedLoopTest extends StartsTraindeck {
    private RunFolder run;

    @BeforeEach
    void preparePython() throws Exception {
        Python.assume("os");
        run = traindeck.folder("a");
        traindeck.env("PYTHONPATH", PythonLoop.LIBRARY.toString()).env("PYTHONDONTWRITEBYTECODE", "1");
    }

    @AfterEach
    void end() throws Exception {
        ProcessHandle.of(RunJson.read(run.runJson()).livingProgram()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void start(String name, String how, int steps) throws Exception {
        String script = PythonLoop.SCRIPTS.resolve("saver.py").toString();
        traindeck.run("run", how, "--name", name, "--", "python3", script, String.valueOf(steps));
    }

    /** Returns the program, which goes on alone. */
    private ProcessHandle killSupervisor() throws Exception {
        ProcessHandle supervisor =
                ProcessHandle.of(RunJson.read(run.runJson()).trainer().pid()).orElseThrow();
        supervisor.destroyForcibly();
        supervisor.onExit().join();
        return ProcessHandle.of(RunJson.read(run.runJson()).livingProgram()).orElseThrow();
    }

    @Test
    void isResumedFromTheLastCheckpointThatItToldNobody() throws Exception {
        int steps = 500;
        start("whole", "--plain", steps);
        start("a", "--detach", steps);
        try (LiveLog log = traindeck.log("a");
                LiveLog told = LiveLog.of(run.programEvents())) {
            log.await(Checkpoint.class, saved -> saved.step() >= 50);
            ProcessHandle program = killSupervisor();
            int copied = log.events(Measured.class).size();
            told.await(Checkpoint.class, saved -> saved.step() >= copied + 100);
            program.destroyForcibly();
            program.onExit().join();
            List<Checkpoint> saved = told.events(Checkpoint.class);
            log.fromHere();
            traindeck.run("resume", "a", "--plain");
            assertThat(log.await(RunResumed.class).file())
                    .isEqualTo(saved.get(saved.size() - 1).file());
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
        }
        assertThat(RunHistory.read(run.events()).steps())
                .isEqualTo(RunHistory.read(traindeck.folder("whole").events()).steps())
                .hasSize(steps);
    }

    @Test
    void isNotStartedOnceMoreWhereItHasComeToItsEnd() throws Exception {
        start("a", "--detach", 1_000_000);
        try (LiveLog log = traindeck.log("a")) {
            log.await(Measured.class);
            ProcessHandle program = killSupervisor();
            Mailbox.send(run, io.traindeck.event.Command.STOP);
            program.onExit().join();
            assertThat(log.events(RunEnded.class)).isEmpty();
            Command resume = traindeck.start("resume", "a", "--detach");
            assertThat(resume.exit()).isEqualTo(1);
            assertThat(resume.err()).contains("has gone on without its supervisor and come to its end");
            RunEnded end = log.await(RunEnded.class);
            assertThat(end.reason()).isEqualTo(EndReason.STOPPED);
            assertThat(log.events(Measured.class))
                    .extracting(Measured::step)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize((int) end.step());
        }
    }
}
