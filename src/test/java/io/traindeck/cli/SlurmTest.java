package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.Document;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Program;
import io.traindeck.testing.SlurmCluster;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batch script of the documents on a real Slurm; skipped if there is none. */
class SlurmTest {
    @TempDir
    Path dir;

    @Test
    void aPreemptedJobIsSavedAndGoesOnAndACancelledOneIsSavedAndStaysAway() throws Exception {
        String lack = SlurmCluster.lack().orElse("");
        assumeTrue(lack.isEmpty(), lack);
        Path home = Files.createDirectory(dir.toRealPath().resolve("home"));
        Program program = new Program(home);
        String options = String.join(" ", Traindeck.TINY) + " " + String.join(" ", Traindeck.ENDLESS);
        Files.writeString(
                home.resolve("job"),
                Document.SLURM
                        .blocks("bash")
                        .get(0)
                        .replace("--data cifar10 --threads \"$SLURM_CPUS_PER_TASK\"", options)
                        .replace("--cpus-per-task=4", "--cpus-per-task=1"));
        try (SlurmCluster slurm =
                new SlurmCluster(Files.createDirectory(dir.toRealPath().resolve("slurm")))) {
            String job = slurm.run(home, "sbatch", "--parsable", "--partition=low", "job");
            try (LiveLog log = LiveLog.of(program.runNamed("cifar10-" + job).events())) {
                log.await(OwnStep.class);

                slurm.run(home, "sbatch", "--partition=high", "--wrap=:");

                assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
                log.await(TrainEvent.RunResumed.class);
                log.await(OwnStep.class);

                slurm.run("scancel", job);

                assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
                slurm.await("end of the job", () -> !state(slurm, job).matches("RUNNING|COMPLETING"));
                assertThat(state(slurm, job)).isEqualTo("CANCELLED");
            }
        }
    }

    @Test
    void aRunThatIsStoppedFromOutsideEndsItsJobForGood() throws Exception {
        String lack = SlurmCluster.lack().orElse("");
        assumeTrue(lack.isEmpty(), lack);
        Program program = new Program(Files.createDirectory(dir.toRealPath().resolve("home")));
        List<String> train = new ArrayList<>(List.of("train", "--name", "x"));
        train.addAll(Traindeck.TINY);
        train.addAll(Traindeck.ENDLESS);
        train.addAll(List.of("--slurm", "--", "--partition=low"));
        try (SlurmCluster slurm =
                        new SlurmCluster(Files.createDirectory(dir.toRealPath().resolve("slurm")));
                LiveLog log = LiveLog.of(program.runNamed("x").events())) {
            Program.Result submitted = program.run(slurm.env(), train.toArray(String[]::new));
            assertThat(submitted.exit()).as(submitted.err()).isZero();
            log.await(OwnStep.class);

            assertThat(program.run("send", "x", "stop").err()).isEmpty();

            assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
            slurm.await("end of the job", () -> !state(slurm, "1").matches("RUNNING|COMPLETING"));
            assertThat(slurm.run("scontrol", "show", "job", "1")).contains("JobState=COMPLETED", "Restarts=0");
        }
    }

    @Test
    void aProgramThatSavesAndEndsWellBeforeItsTimeIsUpIsQueuedAgain() throws Exception {
        String lack = SlurmCluster.lack().orElse("");
        assumeTrue(lack.isEmpty(), lack);
        Program program = new Program(Files.createDirectory(dir.toRealPath().resolve("home")));
        String loop = "trap 'exit 0' TERM; i=0; while :; do i=$((i+1)); echo \"step $i loss 1\"; sleep 0.2; done";
        try (SlurmCluster slurm =
                        new SlurmCluster(Files.createDirectory(dir.toRealPath().resolve("slurm")));
                LiveLog log = LiveLog.of(program.runNamed("x").events())) {
            Program.Result submitted =
                    program.run(slurm.env(), "run", "--name", "x", "--slurm", "--", "sh", "-c", loop);
            assertThat(submitted.exit()).as(submitted.err()).isZero();
            log.await(TrainEvent.Measured.class);

            slurm.run("scancel", "--batch", "--signal=USR1", "1");

            assertThat(log.await(TrainEvent.RunEnded.class).reason()).isEqualTo(EndReason.TERMINATED);
            log.await(TrainEvent.RunResumed.class);
            assertThat(slurm.run("scontrol", "show", "job", "1")).contains("Restarts=1");
        }
    }

    @Test
    void aSweepIsSubmittedOnceAndItsTableComesOnceTheQueueHasTrainedIt() throws Exception {
        String lack = SlurmCluster.lack().orElse("");
        assumeTrue(lack.isEmpty(), lack);
        Program program = new Program(Files.createDirectory(dir.toRealPath().resolve("home")));
        List<String> sweep = new ArrayList<>(List.of("sweep", "--name", "x", "--epochs", "2", "--max-lr", "1e-3,3e-3"));
        sweep.addAll(Traindeck.TINY);
        sweep.addAll(List.of("--slurm", "2"));
        try (SlurmCluster slurm =
                new SlurmCluster(Files.createDirectory(dir.toRealPath().resolve("slurm")))) {
            List<String> held = new ArrayList<>(sweep);
            held.addAll(List.of("--", "--partition=low", "--hold"));
            Program.Result submitted = program.run(slurm.env(), held.toArray(String[]::new));
            assertThat(submitted.exit()).as(submitted.err()).isZero();
            assertThat(submitted.out()).matches("job \\d+: 2 runs, at most 2 at once\n");
            assertThat(program.run(slurm.env(), sweep.toArray(String[]::new)).out())
                    .isEqualTo("all 2 runs that are left are in the queue; see: squeue --me\n");

            slurm.run("scontrol", "release", submitted.out().replaceAll("(?s)job (\\d+):.*", "$1"));
            slurm.await(
                    "end of the job", () -> slurm.run("squeue", "-h", "--me").isEmpty());

            Program.Result done = program.run(slurm.env(), sweep.toArray(String[]::new));
            assertThat(done.exit()).as(done.err()).isZero();
            assertThat(done.out().lines())
                    .anyMatch(line -> line.matches("\\| 1e-3 +\\|.*\\| completed \\|"))
                    .anyMatch(line -> line.matches("\\| 3e-3 +\\|.*\\| completed \\|"));
        }
    }

    private static String state(SlurmCluster slurm, String job) throws IOException, InterruptedException {
        return slurm.run("scontrol", "show", "job", job).replaceAll("(?s).*JobState=(\\w+).*", "$1");
    }
}
