package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.testing.Document;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Program;
import io.traindeck.testing.Traindeck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batch script of the documents, on a cluster of which only {@code scontrol} is there. */
class SlurmScriptTest {
    @TempDir
    Path dir;

    @Test
    void theScriptRequeuesItselfUntilTheRunIsComplete() throws Exception {
        Program program = new Program(dir.toRealPath());
        Path script = Files.writeString(dir.resolve("job"), script());
        String scontrol = "#!/bin/sh\necho \"$@\" >>'" + dir.resolve("requeued") + "'\n";
        Path bin = Files.createDirectory(dir.resolve("bin"));
        Files.setPosixFilePermissions(
                Files.writeString(bin.resolve("scontrol"), scontrol), PosixFilePermissions.fromString("rwx------"));
        Path log = program.runNamed("cifar10-7").events();
        Process job = null;
        try (LiveLog events = LiveLog.of(log)) {
            for (String signal : List.of("USR1", "TERM")) {
                job = start(script, bin);
                events.await(OwnStep.class);
                Traindeck.signal(job.pid(), signal);
                assertThat(job.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(job.exitValue()).isZero();
                assertThat(events.await(TrainEvent.RunEnded.class).reason()).isEqualTo(TrainEvent.EndReason.TERMINATED);
            }
            assertThat(dir.resolve("requeued")).hasContent("requeue 7\nrequeue 7\n");
            assertThat(events.events(TrainEvent.RunResumed.class)).hasSize(1);

            job = start(script, bin);
            events.await(TrainEvent.RunResumed.class);
            events.await(OwnStep.class);
            Program.Result sent = program.run("send", "cifar10-7", "stop", "--wait");
            assertThat(sent.exit()).as(sent.err()).isZero();
            assertThat(job.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(job.exitValue()).isZero();
            assertThat(dir.resolve("requeued")).as("not again").hasContent("requeue 7\nrequeue 7\n");
        } finally {
            if (job != null) {
                job.descendants().forEach(ProcessHandle::destroyForcibly);
                job.destroyForcibly();
            }
        }
    }

    /** The batch script, with a training that takes no download. */
    private static String script() throws IOException {
        String script = Document.SLURM.blocks("bash").get(0);
        assertThat(script).contains("--data cifar10");
        String options = String.join(" ", Traindeck.TINY) + " " + String.join(" ", Traindeck.ENDLESS);
        return script.replace("--data cifar10", options);
    }

    private Process start(Path script, Path bin) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(dir.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("slurm.out").toFile()));
        builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("SLURM_JOB_NAME", "cifar10");
        builder.environment().put("SLURM_JOB_ID", "7");
        builder.environment().remove("TRAINDECK_RUNS");
        return builder.start();
    }
}
