package io.traindeck.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Ladder;
import io.traindeck.train.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownLadderTest {
    private static final long SEED = 42;

    @TempDir
    Path runs;

    @Test
    void theLadderIsTheOneWithALiveTrainerAndElseTheLastThatHadOne() throws Exception {
        Ladder rungs = new Ladder(Recipe.UPGRADED.dials(SEED), List.of(Ingredient.CLIP));
        ShownLadder screen = new ShownLadder(new Ablation(runs, "a", rungs, SEED, 3), SEED);
        assertThat(screen.shown().runs()).extracting(RunFolder::name).containsExactly("a-0-vanilla", "a-1-clip");
        for (String name : List.of("a-0-vanilla", "a-1-clip", "a-0-vanilla-s43", "a-1-clip-s43", "a-0-vanilla-s44")) {
            RunFolder run = RunFolder.create(runs, name);
            // The second ladder was whole before: it never has a trainer.
            if (!name.endsWith("s43")) {
                assertShownWhileTrained(screen, run);
            }
        }
        assertThat(screen.shown().runs())
                .extracting(RunFolder::name)
                .containsExactly("a-0-vanilla-s44", "a-1-clip-s44");
        assertThat(screen.shown().heading().words()).isEqualTo("ladder 3 of 3, seed 44");
    }

    private static void assertShownWhileTrained(ShownLadder screen, RunFolder run) throws Exception {
        try (RunLock trainer = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(screen.shown().runs()).contains(run);
        }
        assertThat(screen.shown().runs()).as("until the next begins").contains(run);
    }
}
