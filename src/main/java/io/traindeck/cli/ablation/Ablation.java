package io.traindeck.cli.ablation;

import io.traindeck.cli.queue.QueuedRun;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.cli.queue.RunQueue;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.train.AblationPlan;
import io.traindeck.train.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The runs of an ablation. Only their folders tell how far the ablation has come.
 *
 * @param name the beginning of the names of its runs
 * @param firstSeed the first seed; each further one is one more
 */
record Ablation(Path runsDir, String name, AblationPlan plan, long firstSeed, int seeds) {
    /** The word by which a user knows it. */
    static final String WHAT = "ablation";

    /** The run of one variant and one seed. */
    record Run(Variant variant, RunFolder folder) {
        /** The text that run.json has in place of a recipe. */
        String recipe() {
            return variant.label();
        }
    }

    /** All runs, in the order in which they are trained: all of one seed after another. */
    List<Run> runs() {
        return seedValues().boxed().flatMap(seed -> runs(seed).stream()).toList();
    }

    /** The runs of one seed. */
    List<Run> runs(long seed) {
        return plan.variants(seed).stream()
                .map(variant -> new Run(variant, folder(variant, seed)))
                .toList();
    }

    /**
     * Returns the queue of the runs, in the order of their turns.
     *
     * @param wanted gives the run.json that a run is made with
     */
    RunQueue queue(Function<Run, RunJson> wanted) {
        List<QueuedRun> queued = runs().stream()
                .map(run -> new QueuedRun(run.folder(), () -> wanted.apply(run)))
                .toList();
        return new RunQueue(WHAT, runsDir, name, queued);
    }

    /**
     * Returns the folder of a run. The runs of the first seed have no seed in their names, so that more seeds can be
     * asked for later.
     */
    private RunFolder folder(Variant variant, long seed) {
        String ofSeed = seed == firstSeed ? "" : "-s" + seed;
        return new RunFolder(runsDir.resolve(name + "-" + variant.number() + "-" + variant.word() + ofSeed));
    }

    LongStream seedValues() {
        return LongStream.range(0, seeds).map(i -> firstSeed + i);
    }

    /** The seed of the first run that is left to train; the first seed if all are done. */
    long firstSeedLeft() throws RunException {
        for (Run run : runs()) {
            if (!RunOutcome.of(run.folder()).isFinal()) {
                return run.variant().dials().seed();
            }
        }
        return firstSeed;
    }

    /** The outcomes of each variant, by seed. */
    List<AblationRow> rows() throws RunException {
        List<AblationRow> rows = new ArrayList<>();
        for (Variant variant : plan.variants(firstSeed)) {
            List<RunOutcome> outcomes = new ArrayList<>();
            for (long seed : seedValues().toArray()) {
                outcomes.add(RunOutcome.of(folder(variant, seed)));
            }
            rows.add(new AblationRow(variant, outcomes));
        }
        return rows;
    }
}
