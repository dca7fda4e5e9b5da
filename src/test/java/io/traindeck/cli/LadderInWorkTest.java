package io.traindeck.cli;

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

class LadderInWorkTest {
    private static final long SEED = 42;

    @TempDir
    Path runs;

    @Test
    void itIsTheOneWithALiveTrainerAndElseTheLastThatHadOne() throws Exception {
        Ladder rungs = new Ladder(Recipe.UPGRADED.dials(SEED), List.of(Ingredient.CLIP));
        LadderInWork ladder = new LadderInWork(new Ablation(runs, "a", rungs, SEED, 3), SEED);
        assertThat(ladder.get().runs()).extracting(RunFolder::name).containsExactly("a-0-vanilla", "a-1-clip");
        for (String name : List.of("a-0-vanilla", "a-1-clip", "a-0-vanilla-s43", "a-1-clip-s43", "a-0-vanilla-s44")) {
            RunFolder run = RunFolder.create(runs, name);
            // The second ladder was whole before: it never has a trainer.
            if (!name.endsWith("s43")) {
                assertShownWhileTrained(ladder, run);
            }
        }
        assertThat(ladder.get().runs()).extracting(RunFolder::name).containsExactly("a-0-vanilla-s44", "a-1-clip-s44");
        assertThat(ladder.get()).isEqualTo(new AblationPage.Ladder(ladder.get().runs(), 3, 3, 44));
    }

    private static void assertShownWhileTrained(LadderInWork ladder, RunFolder run) throws Exception {
        try (RunLock trainer = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(trainer).isNotNull();
            assertThat(ladder.get().runs()).contains(run);
        }
        assertThat(ladder.get().runs()).as("until the next begins").contains(run);
    }
}
