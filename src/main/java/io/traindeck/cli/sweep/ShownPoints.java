package io.traindeck.cli.sweep;

import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.comparison.Heading;
import io.traindeck.dashboard.comparison.QueuePage;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of a sweep that are on the screen: all of them if they can be told apart, or if all are done; else the best
 * of those that are done, and those that train.
 */
final class ShownPoints {
    /** The time between two looks: looking at a thousand folders takes a while. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final List<RunFolder> runs;
    private final InstantSource clock;

    /** The scores of the runs that are done, which no longer change; empty for a run that has failed. */
    private final Map<RunFolder, Optional<Score>> done = new HashMap<>();

    private QueuePage.Shown shown;
    private long lookedMs;

    ShownPoints(Sweep sweep, InstantSource clock) {
        runs = sweep.points().stream().map(sweep::folder).toList();
        this.clock = clock;
    }

    QueuePage.Shown shown() {
        long nowMs = clock.millis();
        if (shown == null || nowMs - lookedMs >= LOOK_EVERY.toMillis()) {
            shown = look();
            lookedMs = nowMs;
        }
        return shown;
    }

    private QueuePage.Shown look() {
        List<RunFolder> live = new ArrayList<>();
        for (RunFolder run : runs) {
            if (!done.containsKey(run)) {
                if (run.isLive()) {
                    live.add(run);
                } else if (run.hasBegun()) {
                    keep(run);
                }
            }
        }
        String words =
                done.size() + " of " + runs.size() + " done" + (live.size() > 1 ? ", " + live.size() + " at work" : "");
        return new QueuePage.Shown(chosen(live), new Heading(Sweep.WHAT, words, false));
    }

    private void keep(RunFolder run) {
        try {
            RunOutcome outcome = RunOutcome.of(run);
            if (outcome.isFinal()) {
                done.put(run, outcome.hasResult() ? Score.of(outcome) : Optional.empty());
            }
        } catch (RunException e) {
            // The screen says what is wrong with it, if it is shown; the table says it in any case.
        }
    }

    private List<RunFolder> chosen(List<RunFolder> live) {
        if (runs.size() <= Comparison.MOST_TOLD_APART) {
            return runs;
        }
        int most = done.size() == runs.size() ? Comparison.MOST_RUNS : Comparison.MOST_TOLD_APART;
        List<RunFolder> training =
                live.stream().limit(Comparison.MOST_TOLD_APART - 1).toList();
        List<RunFolder> best = runs.stream()
                .filter(done::containsKey)
                .sorted((a, b) -> Score.BEST_FIRST.compare(done.get(a), done.get(b)))
                .limit(most - training.size())
                .toList();
        List<RunFolder> chosen = Stream.concat(best.stream(), training.stream()).toList();
        return chosen.isEmpty() ? runs.subList(0, 1) : chosen;
    }
}
