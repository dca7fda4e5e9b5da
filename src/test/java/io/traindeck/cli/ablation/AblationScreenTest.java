package io.traindeck.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.comparison.AblationPage;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Ladder;
import io.traindeck.train.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationScreenTest {
    private static final long SEED = 42;

    @TempDir
    Path runs;

    @Test
    void theLadderIsTheOneWithALiveTrainerAndElseTheLastThatHadOne() throws Exception {
        Ladder rungs = new Ladder(Recipe.UPGRADED.dials(SEED), List.of(Ingredient.CLIP));
        AblationScreen screen = new AblationScreen(new Ablation(runs, "a", rungs, SEED, 3), SEED, null, "");
        assertThat(screen.ladder().runs()).extracting(RunFolder::name).containsExactly("a-0-vanilla", "a-1-clip");
        for (String name : List.of("a-0-vanilla", "a-1-clip", "a-0-vanilla-s43", "a-1-clip-s43", "a-0-vanilla-s44")) {
            RunFolder run = RunFolder.create(runs, name);
            // The second ladder was whole before: it never has a trainer.
            if (!name.endsWith("s43")) {
                assertShownWhileTrained(screen, run);
            }
        }
        assertThat(screen.ladder().runs())
                .extracting(RunFolder::name)
                .containsExactly("a-0-vanilla-s44", "a-1-clip-s44");
        assertThat(screen.ladder())
                .isEqualTo(new AblationPage.Ladder(screen.ladder().runs(), 3, 3, 44));
    }

    private static void assertShownWhileTrained(AblationScreen screen, RunFolder run) throws Exception {
        try (RunLock trainer = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(screen.ladder().runs()).contains(run);
        }
        assertThat(screen.ladder().runs()).as("until the next begins").contains(run);
    }
}
