package io.traindeck.cli.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobScriptTest {
    private static final JobScript SCRIPT = new JobScript(
            "x", List.of("/opt/my tools/traindeck"), Path.of("/home/a b/runs"), List.of("x-1", "x-2"), 1, 4, List.of());

    @Test
    void eachTaskGoesOnWithOneRun() {
        assertThat(SCRIPT.text().lines())
                .startsWith("#!/bin/bash")
                .contains(
                        "#SBATCH --array=1-2%1",
                        "#SBATCH --cpus-per-task=4",
                        "'/opt/my tools/traindeck' resume '/home/a b/runs'/\"$run\" --plain &");
        assertThat(JobScript.runsIn(SCRIPT.text())).containsExactly("x-1", "x-2");
    }

    @Test
    void aSingleJobIsNoArrayAndHandsOnItsOptions() {
        String text = new JobScript(
                        "x", List.of("traindeck"), Path.of("/runs"), List.of("x"), 0, 0, List.of("--exec", "mail me"))
                .text();

        assertThat(text.lines())
                .contains(
                        "#SBATCH --output=\"/runs/x-%j.out\"",
                        "traindeck resume /runs/\"$run\" --plain --exec 'mail me' &")
                .noneMatch(line -> line.startsWith("#SBATCH --array") || line.startsWith("#SBATCH --cpus"));
        assertThat(JobScript.runsIn(text)).containsExactly("x");
    }

    @Test
    void aRunMayHaveAnyNameThatStandsInTheScriptAnyway() {
        List<String> runs = List.of("DIRAC", "LIST", "PROGRAM", "OPTIONS", "RUNS", "100%s");
        JobScript script = new JobScript("x", List.of("traindeck"), Path.of("/DIR"), runs, 1, 0, List.of());

        assertThat(JobScript.runsIn(script.text())).isEqualTo(runs);
        assertThat(script.text()).contains("traindeck resume /DIR/\"$run\" --plain &");
    }

    @Test
    void anothersScriptNamesNoRuns() {
        assertThat(JobScript.runsIn("#!/bin/bash\necho RUNS\n")).isEmpty();
        assertThat(JobScript.runsIn("cat <<'/RUNS'\nx-1\n")).isEmpty();
    }
}
