package io.traindeck.cli.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayScriptTest {
    private static final ArrayScript SCRIPT =
            new ArrayScript("x", List.of("/opt/my tools/traindeck"), Path.of("/home/a b/runs"), List.of("x-1", "x-2"), 1, 4);

    @Test
    void eachTaskGoesOnWithOneRun() {
        assertThat(SCRIPT.text().lines())
                .startsWith("#!/bin/bash")
                .contains(
                        "#SBATCH --array=1-2%1",
                        "#SBATCH --cpus-per-task=4",
                        "'/opt/my tools/traindeck' resume '/home/a b/runs'/\"$run\" --plain &");
        assertThat(ArrayScript.runsIn(SCRIPT.text())).containsExactly("x-1", "x-2");
    }

    @Test
    void anothersScriptNamesNoRuns() {
        assertThat(ArrayScript.runsIn("#!/bin/bash\necho RUNS\n")).isEmpty();
        assertThat(ArrayScript.runsIn("cat <<'RUNS'\nx-1\n")).isEmpty();
    }
}
