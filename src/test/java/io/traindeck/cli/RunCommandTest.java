package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.run.StartedProcess;
import io.traindeck.supervise.Survivors;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Any program as a run, from the command line. */
class RunCommandTest extends StartsTraindeck {
    /** The lesson's own lines, for ever. */
    private static final String LESSON =
            "e=0; while true; do e=$((e+1)); echo \"epoch 0$e | train 1.$e | val 1.365 | acc 50.8% | lr 1.1e-03\";"
                    + " sleep 0.05; done";

    @AfterEach
    void end() throws Exception {
        ProcessHandle.of(livingProgram("a")).ifPresent(ProcessHandle::destroyForcibly);
    }

    private long livingProgram(String run) throws Exception {
        Path json = traindeck.folder(run).runJson();
        return Files.exists(json) ? RunJson.read(json).livingProgram() : 0;
    }

    private ProcessHandle supervisor() throws Exception {
        return ProcessHandle.of(
                        RunJson.read(traindeck.folder("a").runJson()).trainer().pid())
                .orElseThrow();
    }

    @Test
    void itsExitStatusIsTheProgramsAndWhyItFailedIsSaidOnce() throws Exception {
        Command failed =
                traindeck.start("run", "--plain", "--name", "a", "--", "sh", "-c", "echo no luck; exit 3", "--");
        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.err()).contains("the program failed: exit status 3: no luck");
        RunJson json = RunJson.read(traindeck.folder("a").runJson());
        assertThat(json.program().orElseThrow().command()).isEqualTo(List.of("sh", "-c", "echo no luck; exit 3", "--"));
    }

    @Test
    void theNameIsThatOfTheScript() throws Exception {
        Path script = Files.writeString(dir.resolve("my train.sh"), "exit 0");
        assertThat(traindeck
                        .start("run", "--plain", "sh", script.toString(), "--name", "b")
                        .exit())
                .isZero();
        assertThat(traindeck.folder("my-train").events()).exists();
    }

    @Test
    void whatCannotBeStartedLeavesNoRun() throws Exception {
        Command command = traindeck.start("run", "--plain", "--name", "a", "--", "no-such-program");
        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).contains("no program no-such-program");
        assertThat(traindeck.folder("a").path()).doesNotExist();
        assertThat(traindeck.start("run", "--on", "pause=USR1", "--", "true").exit())
                .isEqualTo(2);
        assertThat(traindeck.start("run", "--on", "park=SEGV", "--", "true").exit())
                .isEqualTo(2);
        assertThat(traindeck.start("run").exit()).isEqualTo(2);
    }

    @Test
    void killedTheSupervisorLeavesTheProgramAloneAndTheRunCanBeTakenUpOnceThatIsGone() throws Exception {
        assertThat(traindeck.run("run", "--detach", "--name", "a", "--", "sh", "-c", LESSON))
                .endsWith("a\n");
        try (LiveLog log = traindeck.log("a")) {
            assertThat(log.await(RunStarted.class).about().commands()).containsExactlyInAnyOrder("pause", "stop");
            log.await(Measured.class, row -> row.step() >= 3);
            ProcessHandle supervisor = supervisor();
            supervisor.destroyForcibly();
            supervisor.onExit().join();
            long program = livingProgram("a");
            assertThat(program).isPositive();
            assertThat(RunLock.isHeld(traindeck.folder("a").lock())).isFalse();
            Command watch = traindeck.start("watch", "a");
            assertThat(watch.exit()).isZero();
            assertThat(watch.err()).contains("its supervisor is gone; the program (pid " + program);
            Command refused = traindeck.start("resume", "a", "--detach");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).containsPattern(goesOn(program));
            ProcessHandle.of(program).ifPresent(alive -> {
                alive.destroyForcibly();
                alive.onExit().join();
            });
            log.fromHere();
            traindeck.run("resume", "a", "--detach");
            log.await(RunResumed.class);
            assertThat(log.await(RunResumed.class).fromStep()).isZero();
            log.await(Measured.class);
            traindeck.run("send", "a", "stop", "--wait");
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
        }
    }

    /** It would not even end by the TERM that is advised else. */
    @Test
    void aProgramThatStandsStillSinceItsSupervisorWasKilledIsSaidTo() throws Exception {
        traindeck.run("run", "--detach", "--name", "a", "--", "sh", "-c", LESSON);
        traindeck.run("send", "a", "pause", "--wait");
        ProcessHandle supervisor = supervisor();
        supervisor.destroyForcibly();
        supervisor.onExit().join();
        long program = livingProgram("a");
        Command watch = traindeck.start("watch", "a");
        assertThat(watch.exit()).isZero();
        assertThat(watch.err())
                .contains("(pid " + program + ") stands still, paused; let it go on with: kill -CONT " + program);
        Command refused = traindeck.start("resume", "a", "--detach");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("stands still, paused, without a supervisor", "let it go on with: kill -CONT " + program)
                .doesNotContain("goes on without");
    }

    @Test
    void aProgramWhoseSupervisorWasKilledAsItStartedIsNotStartedTwice() throws Exception {
        traindeck.run("run", "--detach", "--name", "a", "--", "sh", "-c", LESSON);
        ProcessHandle supervisor = supervisor();
        supervisor.destroyForcibly();
        supervisor.onExit().join();
        RunFolder run = traindeck.folder("a");
        RunJson json = RunJson.read(run.runJson());
        RunTask.Program told = json.program().orElseThrow();
        json.with(
                        new RunTask.Program(told.command(), told.cwd(), told.git(), told.logs(), told.on(), null),
                        json.trainer())
                .write(run.runJson());
        try {
            Command refused = traindeck.start("resume", "a", "--plain");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).containsPattern(goesOn(told.process().pid()));
        } finally {
            ProcessHandle.of(told.process().pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** A loop in a shell starts a process for each wait, which may be there at that moment. */
    private static String goesOn(long program) {
        return "goes on without a supervisor \\(process(es)? " + program + "\\b.*; end it first, with: kill " + program
                + "\\b";
    }

    @Test
    void aTrainingWhoseShellAndSupervisorAreGoneIsNotStartedTwice() throws Exception {
        traindeck.run("run", "--detach", "--name", "a", "--", "sh", "-c", "(" + LESSON + ") & exit 3");
        try (LiveLog log = traindeck.log("a")) {
            log.await(Measured.class, row -> row.step() >= 3);
        }
        ProcessHandle supervisor = supervisor();
        supervisor.destroyForcibly();
        supervisor.onExit().join();
        assertThat(livingProgram("a")).isZero();
        RunFolder run = traindeck.folder("a");
        StartedProcess shell =
                RunJson.read(run.runJson()).program().orElseThrow().process();
        try {
            Command refused = traindeck.start("resume", "a", "--plain");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .containsPattern(
                            "goes on without a supervisor \\(process(es)? \\d+.*; end it first, with: kill \\d+");
        } finally {
            Survivors.of(run, shell).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    /** The shell in which it is resumed has another PATH and no environment of Python. */
    @Test
    void aRunIsTakenUpAgainWithTheProgramThatItWasStartedWith() throws Exception {
        Path bin = Files.createDirectories(dir.resolve("venv/bin"));
        Path program = Files.writeString(
                bin.resolve("mytrainer"), "#!/bin/sh\necho \"in $VIRTUAL_ENV with [$SECRET]\"; echo step 1 loss 1\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String path = System.getenv("PATH");
        traindeck.env("PATH", bin + ":" + path).env("VIRTUAL_ENV", "/venv").env("SECRET", "hidden");
        traindeck.run("run", "--plain", "--name", "a", "--", "mytrainer");
        traindeck.env("PATH", path).env("VIRTUAL_ENV", "").env("SECRET", "");
        traindeck.run("resume", "a", "--plain");
        RunFolder run = traindeck.folder("a");
        assertThat(run.trainerLog())
                .content()
                .contains("in /venv with [hidden]")
                .contains("in /venv with []");
        assertThat(run.runJson()).content().doesNotContain("hidden");
    }

    @Test
    void whoOnlyWantsARunToBeDoneDoesNotRunItOnceMore() throws Exception {
        traindeck.run("run", "--plain", "--name", "a", "--", "sh", "-c", "echo step 1 loss 0.5");
        Path folder = traindeck.folder("a").path();
        long before = Files.size(traindeck.folder("a").events());

        traindeck.run("supervise", folder.toString(), "--resume", "--unless-done");
        Command fresh = traindeck.start("supervise", folder.toString(), "--unless-done");

        assertThat(fresh.exit()).isEqualTo(1);
        assertThat(fresh.err()).contains("run a has begun already; go on with it: ");
        assertThat(Files.size(traindeck.folder("a").events())).isEqualTo(before);
        traindeck.run("resume", "a", "--plain");
        assertThat(Files.size(traindeck.folder("a").events()))
                .as("a person may")
                .isGreaterThan(before);
    }
}
