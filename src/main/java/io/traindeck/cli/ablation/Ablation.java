package io.traindeck.cli.ablation;

import io.traindeck.cli.queue.QueuedRun;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.cli.queue.RunQueue;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.train.Ladder;
import io.traindeck.train.Ladder.Rung;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The runs of an ablation. Only their folders tell how far it is.
 *
 * @param name how the names of its runs begin
 * @param firstSeed the seed of the first ladder; that of each further ladder is one more
 */
record Ablation(Path runsDir, String name, Ladder ladder, long firstSeed, int seeds) {
    /** What a user calls it. */
    static final String WHAT = "ablation";

    /** The run of one rung and one seed. */
    record Run(Rung rung, RunFolder folder) {
        /**
         * The text that run.json has in place of a recipe; above the lowest rung it says what was added to those
         * before.
         */
        String recipe() {
            return rung.number() == 0 ? rung.word() : "+" + rung.word();
        }
    }

    /** All runs, in the order in which they are trained: one whole ladder after another. */
    List<Run> runs() {
        return seedValues().boxed().flatMap(seed -> ladder(seed).stream()).toList();
    }

    /** The runs of one ladder, from the lowest rung upwards. */
    List<Run> ladder(long seed) {
        return ladder.rungs(seed).stream()
                .map(rung -> new Run(rung, folder(rung, seed)))
                .toList();
    }

    /**
     * The runs as they have their turn.
     *
     * @param wanted gives the run.json that a run is made with
     */
    RunQueue queue(Function<Run, RunJson> wanted) {
        List<QueuedRun> queued = runs().stream()
                .map(run -> new QueuedRun(run.folder(), () -> wanted.apply(run)))
                .toList();
        return new RunQueue(WHAT, runsDir, name, queued);
    }

    /** The first seed's runs bear no seed, so that more seeds can be asked for later. */
    private RunFolder folder(Rung rung, long seed) {
        String ofSeed = seed == firstSeed ? "" : "-s" + seed;
        return new RunFolder(runsDir.resolve(name + "-" + rung.number() + "-" + rung.word() + ofSeed));
    }

    LongStream seedValues() {
        return LongStream.range(0, seeds).map(i -> firstSeed + i);
    }

    /** The seed of the first run that is left to train; the first seed if all are done. */
    long firstSeedLeft() throws RunException {
        for (Run run : runs()) {
            if (!RunOutcome.of(run.folder()).isFinal()) {
                return run.rung().dials().seed();
            }
        }
        return firstSeed;
    }

    /** The outcomes of each rung, by seed. */
    List<AblationTable.Row> rows() throws RunException {
        List<AblationTable.Row> rows = new ArrayList<>();
        for (Rung rung : ladder.rungs(firstSeed)) {
            List<RunOutcome> outcomes = new ArrayList<>();
            for (long seed : seedValues().toArray()) {
                outcomes.add(RunOutcome.of(folder(rung, seed)));
            }
            rows.add(new AblationTable.Row(rung, outcomes));
        }
        return rows;
    }
}
