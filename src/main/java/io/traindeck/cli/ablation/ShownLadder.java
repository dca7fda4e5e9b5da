package io.traindeck.cli.ablation;

import io.traindeck.dashboard.comparison.Heading;
import io.traindeck.dashboard.comparison.QueuePage;
import io.traindeck.run.RunFolder;
import java.nio.file.Files;
import java.util.List;

/** The runs of an ablation that are on the screen: those of one ladder. */
final class ShownLadder {
    private final Ablation ablation;

    /** The seed of the ladder that is shown; {@link #runs} are its runs. */
    private long seed;

    private List<RunFolder> runs;

    /** @param seed the seed of the ladder that is shown first */
    ShownLadder(Ablation ablation, long seed) {
        this.ablation = ablation;
        go(seed);
    }

    /**
     * Returns the ladder that is being trained, as the locks of its runs tell; if none is, the one that was trained
     * last.
     */
    QueuePage.Shown shown() {
        if (runs.stream().noneMatch(RunFolder::isLive)) {
            // That is not always the next one: a ladder that was whole before is passed over.
            ablation.seedValues()
                    .filter(later -> later > seed)
                    .takeWhile(later -> Files.exists(folders(later).get(0).path()))
                    .filter(later -> folders(later).stream().anyMatch(RunFolder::isLive))
                    .findFirst()
                    .ifPresent(this::go);
        }
        return new QueuePage.Shown(runs, new Heading(Ablation.WHAT, words(), true));
    }

    private String words() {
        long number = 1 + seed - ablation.firstSeed();
        return (ablation.seeds() == 1 ? "" : "ladder " + number + " of " + ablation.seeds() + ", ") + "seed " + seed;
    }

    private void go(long to) {
        seed = to;
        runs = folders(to);
    }

    private List<RunFolder> folders(long of) {
        return ablation.runs(of).stream().map(Ablation.Run::folder).toList();
    }
}
