package io.traindeck.cli;

import io.traindeck.dashboard.comparison.AblationPage;
import io.traindeck.run.RunFolder;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;

/** Which of an ablation's ladders is being trained, as the locks of its runs tell. */
final class LadderInWork implements Supplier<AblationPage.Ladder> {
    private final Ablation ablation;
    private long seed;
    private List<RunFolder> runs;

    /** @param seed of the ladder that is the first to be trained */
    LadderInWork(Ablation ablation, long seed) {
        this.ablation = ablation;
        go(seed);
    }

    /** The ladder with a live trainer; where there is none, the one that had it last. */
    @Override
    public AblationPage.Ladder get() {
        if (runs.stream().noneMatch(RunFolder::isLive)) {
            // Not just the next one: a ladder that was whole before is passed over.
            ablation.seedValues()
                    .filter(later -> later > seed)
                    .takeWhile(later -> Files.exists(folders(later).get(0).path()))
                    .filter(later -> folders(later).stream().anyMatch(RunFolder::isLive))
                    .findFirst()
                    .ifPresent(this::go);
        }
        int number = 1 + (int) (seed - ablation.firstSeed());
        return new AblationPage.Ladder(runs, number, ablation.seeds(), seed);
    }

    private void go(long to) {
        seed = to;
        runs = folders(to);
    }

    private List<RunFolder> folders(long of) {
        return ablation.ladder(of).stream().map(Ablation.Run::folder).toList();
    }
}
