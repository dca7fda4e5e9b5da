package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.RunJson;
import io.traindeck.testing.MadeUpSlurm;
import io.traindeck.testing.Program;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A single run that is handed to Slurm, whose programs are made up. */
class SubmittedRunTest {
    @TempDir
    Path dir;

    private MadeUpSlurm slurm;
    private Program program;

    @BeforeEach
    void makeASlurm() throws IOException {
        Path real = dir.toRealPath();
        slurm = new MadeUpSlurm(Files.createDirectory(real.resolve("bin")));
        program = new Program(Files.createDirectory(real.resolve("home")));
    }

    private Program.Result run(String... arguments) {
        return program.run(Map.of("PATH", slurm.path()), arguments);
    }

    private Program.Result train(String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", "--name", "x"));
        arguments.addAll(Traindeck.TINY);
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void theRunIsMadeAndSubmittedAndQueuedAndNobodyElseTakesItUp() throws Exception {
        Program.Result submitted = train("--slurm", "--exec", "say done", "--", "--time=10");

        assertThat(submitted.exit()).as(submitted.err()).isZero();
        assertThat(submitted.out()).isEqualTo("job 71\nx\n");
        assertThat(RunJson.read(program.runNamed("x").runJson())
                        .training()
                        .engine()
                        .threads())
                .isEqualTo(1);
        assertThat(slurm.submitted())
                .singleElement()
                .asString()
                .matches("--parsable --comment=x-[0-9T.]+\\.sbatch --time=10");
        assertThat(slurm.script())
                .contains("#SBATCH --cpus-per-task=1\n", "runs/\"$run\" --plain --exec 'say done' &")
                .isEqualTo(kept());

        slurm.lists(MadeUpSlurm.waiting("71", "Priority"));
        assertThat(run("runs").out()).containsPattern("x +queued: Priority");
        Program.Result second = run("resume", "x");
        assertThat(second.exit()).isEqualTo(75);
        assertThat(second.err())
                .isEqualTo(
                        "traindeck: run x waits in Slurm's queue as job 71 (Priority) and goes on by itself; to take it"
                                + " out: scancel 71 (--force does not ask)\n");
        assertThat(run("send", "x", "pause").err())
                .isEqualTo("traindeck: run x waits in Slurm's queue as job 71 (Priority) and goes on by itself; to take"
                        + " it out: scancel 71; commands are for a run that trains\n");
        slurm.lists(MadeUpSlurm.atWork("71", "RUNNING", "n1"));
        assertThat(run("resume", "x").err()).startsWith("traindeck: run x is in the hands of job 71 on n1;");
        slurm.fails("slurm_load_jobs error: Unable to contact slurm controller");
        assertThat(run("resume", "x").err()).contains("squeue does not tell whether that is over");
    }

    /** Returns the script that lies beside the run. */
    private String kept() throws IOException {
        Path runs = program.runNamed("x").path().getParent();
        try (var files = Files.newDirectoryStream(runs, "x-*.sbatch")) {
            return Files.readString(files.iterator().next());
        }
    }

    @Test
    void aDryRunShowsTheScriptAndMakesNothing() throws Exception {
        Program.Result shown = train("--slurm", "--dry-run");

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out()).startsWith("#!/bin/bash\n#SBATCH --job-name=x\n#SBATCH --requeue\n");
        assertThat(slurm.submitted()).isEmpty();
        assertThat(program.runNamed("x").path().getParent()).doesNotExist();
    }

    @Test
    void anotherProgramIsSubmittedInTheSameWay() throws Exception {
        Program.Result submitted = run("run", "--name", "y", "--slurm", "--", "sleep", "1");

        assertThat(submitted.out()).as(submitted.err()).isEqualTo("job 71\ny\n");
        assertThat(RunJson.read(program.runNamed("y").runJson()).program()).isPresent();
        assertThat(slurm.script()).contains("\ny\n/RUNS\n");
    }

    @Test
    void whatSlurmRefusesLeavesNothingBehind() throws Exception {
        Program.Result refused = program.run(
                Map.of("PATH", broken() + ":" + slurm.path()), "run", "--name", "y", "--slurm", "--", "true");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("traindeck: sbatch: error: invalid partition specified: x (sbatch); no job was submitted\n");
        assertThat(program.runNamed("y").path().getParent()).isEmptyDirectory();
    }

    private Path broken() throws IOException {
        Path bin = Files.createDirectory(dir.toRealPath().resolve("broken"));
        Path sbatch = Files.writeString(
                bin.resolve("sbatch"), "#!/bin/sh\necho 'sbatch: error: invalid partition specified: x' >&2\nexit 1\n");
        assertThat(sbatch.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void optionsOfSbatchNeedSlurm() {
        Program.Result refused = train("--", "--time=10");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("'--time=10' is for --slurm");
    }

    @Test
    void whatSlurmSaysBesideTheJobsNumberIsPassedOn() throws Exception {
        Path bin = Files.createDirectory(dir.toRealPath().resolve("talkative"));
        Path sbatch = Files.writeString(
                bin.resolve("sbatch"),
                "#!/bin/sh\necho 'sbatch: warning: no account' >&2\necho 'Welcome.'\necho '71;cluster'\n");
        assertThat(sbatch.toFile().setExecutable(true)).isTrue();

        Program.Result submitted =
                program.run(Map.of("PATH", bin + ":" + slurm.path()), "run", "--name", "y", "--slurm", "--", "true");

        assertThat(submitted.out()).isEqualTo("job 71\ny\n");
        assertThat(submitted.err()).isEqualTo("sbatch: warning: no account\n");
    }
}
