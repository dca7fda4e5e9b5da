package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several ranks under {@code torch.distributed} obey at the same step, and none hangs when another dies. {@value #RANKS} and
 * {@value #ROUNDS} make the test longer, {@value #SEED} repeats an earlier one.
 */
class PythonRanksTest {
    private static final String RANKS = "traindeck.python.ranks";
    private static final String ROUNDS = "traindeck.python.rounds";
    private static final String SEED = "traindeck.python.ranks.seed";

    /** Each thing that can be asked, once; more are drawn. */
    private static final int ROUNDS_BY_DEFAULT = 9;

    @TempDir
    Path dir;

    @Test
    void obeyAtTheSameStep() throws Exception {
        Python.assume("torch.distributed");
        long seed = Long.getLong(SEED, System.nanoTime());
        System.out.println("PythonRanksTest: -D" + SEED + "=" + seed);
        int rounds = Integer.getInteger(ROUNDS, ROUNDS_BY_DEFAULT);
        try (PythonLoop ranks =
                PythonLoop.start(dir, Map.of(), "ranks.py", Integer.getInteger(RANKS, 4), rounds, seed)) {
            assertThat(ranks.exit()).as(ranks.printed()).isZero();
            assertThat(ranks.printed()).contains(" " + rounds + " rounds, all obeyed");
        }
    }
}
