package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.Document;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Program;
import io.traindeck.testing.TestTerminal;
import io.traindeck.testing.Traindeck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The batch script of the documents. The cluster is made up: {@code scontrol} notes what it is told, and the signals come
 * to those processes to which Slurm sends them.
 */
class SlurmScriptTest {
    @TempDir
    Path dir;

    private final List<Process> jobs = new ArrayList<>();
    private Program program;

    @BeforeEach
    void makeACluster() throws IOException {
        program = new Program(dir.toRealPath());
        Files.writeString(dir.resolve("job"), script());
        String scontrol =
                """
                #!/bin/sh
                case $1 in
                show) cat 'DIR/preempted' 2>/dev/null || echo 'PreemptTime=None' ;;
                *) echo "$@" >>'DIR/requeued' ;;
                esac
                """
                        .replace("DIR", dir.toString());
        Path bin = Files.createDirectory(dir.resolve("bin"));
        Files.setPosixFilePermissions(
                Files.writeString(bin.resolve("scontrol"), scontrol), PosixFilePermissions.fromString("rwx------"));
        Files.createFile(dir.resolve("requeued"));
    }

    @AfterEach
    void endAllJobs() {
        for (Process job : jobs) {
            job.descendants().forEach(ProcessHandle::destroyForcibly);
            job.destroyForcibly();
        }
    }

    @Test
    void theScriptSavesTheRunAndRequeuesItselfUntilItIsComplete() throws Exception {
        try (LiveLog events = LiveLog.of(program.runNamed("cifar10-7").events())) {
            Process timeIsNearlyUp = start();
            events.await(OwnStep.class);
            // By --signal=B: to the script alone.
            Traindeck.signal(timeIsNearlyUp.pid(), "USR1");
            assertThat(exit(timeIsNearlyUp)).isZero();
            assertThat(events.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(requeued()).containsExactly("requeue 7");

            Process preempted = start();
            events.await(TrainEvent.RunResumed.class);
            events.await(OwnStep.class);
            Files.writeString(dir.resolve("preempted"), "PreemptTime=2026-11-25T12:00:00\n");
            terminateAll(preempted);
            assertThat(exit(preempted)).isZero();
            assertThat(events.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(requeued()).containsExactly("requeue 7", "requeue 7");
            Files.delete(dir.resolve("preempted"));

            Process last = start();
            events.await(TrainEvent.RunResumed.class);
            events.await(OwnStep.class);
            Program.Result sent = program.run("send", "cifar10-7", "stop", "--wait");
            assertThat(sent.exit()).as(sent.err()).isZero();
            assertThat(exit(last)).isZero();
            assertThat(requeued()).as("not again").hasSize(2);
        }
    }

    @Test
    void aCancelledJobIsSavedAndStaysAway() throws Exception {
        try (LiveLog events = LiveLog.of(program.runNamed("cifar10-7").events())) {
            Process job = start();
            events.await(OwnStep.class);

            terminateAll(job);

            assertThat(exit(job)).isEqualTo(143);
            assertThat(events.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(requeued()).isEmpty();
        }
    }

    @Test
    void aTaskOfAnArrayRequeuesItselfAloneAndNeverWorksBesideAnother() throws Exception {
        Map<String, String> task = Map.of("SLURM_ARRAY_JOB_ID", "5", "SLURM_ARRAY_TASK_ID", "3");
        try (LiveLog events = LiveLog.of(program.runNamed("cifar10-5_3").events())) {
            Process first = start(task);
            events.await(OwnStep.class);

            Process second = start(task);

            assertThat(exit(second)).isZero();
            assertThat(requeued()).as("it waits for its turn").containsExactly("requeue 5_3");
            events.awaitNewStep();
            Traindeck.signal(first.pid(), "USR1");
            assertThat(exit(first)).isZero();
            assertThat(requeued()).containsExactly("requeue 5_3", "requeue 5_3");
            assertThat(events.events(TrainEvent.RunResumed.class)).isEmpty();
        }
    }

    /** A trainer that has not begun yet has nothing to save, and may be gone before the script looks at it again. */
    @Test
    void aTrainerThatIsGoneAsSoonAsItIsToldIsRequeuedToo() throws Exception {
        String tells = "kill -TERM \"$trainer\"";
        String sleeps = script().replaceFirst("(?s)if \\[ -e .*?\nfi\n", "sleep 1000 &\n")
                .replace(tells, tells + "; while kill -0 \"$trainer\" 2>/dev/null; do :; done");
        assertThat(sleeps).contains("do :; done");
        Files.writeString(dir.resolve("job"), sleeps);
        Process job = start();
        TestTerminal.await("the trainer has started", () -> job.children().anyMatch(child -> child.info()
                .command()
                .filter(command -> command.endsWith("sleep"))
                .isPresent()));
        Traindeck.signal(job.pid(), "USR1");
        assertThat(exit(job)).isZero();
        assertThat(requeued()).containsExactly("requeue 7");
    }

    /** Sends TERM to every process of the job, as Slurm does when it preempts or cancels it. */
    private static void terminateAll(Process job) throws Exception {
        List<ProcessHandle> others = job.descendants().toList();
        Traindeck.signal(job.pid(), "TERM");
        others.forEach(ProcessHandle::destroy);
    }

    private static int exit(Process job) throws InterruptedException {
        assertThat(job.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return job.exitValue();
    }

    private List<String> requeued() throws IOException {
        return Files.readAllLines(dir.resolve("requeued"));
    }

    /** Returns the batch script, with a training that needs no download. */
    private static String script() throws IOException {
        String script = Document.SLURM.blocks("bash").get(0);
        String options = "--data cifar10 --threads \"$SLURM_CPUS_PER_TASK\"";
        assertThat(script).contains(options);
        return script.replace(options, String.join(" ", Traindeck.TINY) + " " + String.join(" ", Traindeck.ENDLESS));
    }

    private Process start() throws IOException {
        return start(Map.of());
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", dir.resolve("job").toString())
                .directory(dir.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("slurm.out").toFile()));
        builder.environment().put("PATH", dir.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("SLURM_JOB_NAME", "cifar10");
        builder.environment().put("SLURM_JOB_ID", "7");
        builder.environment().remove("TRAINDECK_RUNS");
        builder.environment().putAll(environment);
        Process job = builder.start();
        jobs.add(job);
        return job;
    }
}
