package io.traindeck.comparison;

import io.traindeck.event.Goal.Better;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts runs into the order of the metric by which they are compared: the best first, those without a best moment last.
 */
final class BestFirst {
    private BestFirst() {}

    /** Returns the places of the runs, from 0, in that order; in their own order if no run has a goal. */
    static List<Integer> of(List<ComparedRun> runs) {
        Matching matching = new Matching(runs);
        SharedGoal goal = matching.goal(matching.groups()).orElse(null);
        double[] worse = IntStream.range(0, runs.size())
                .mapToDouble(place -> worse(goal, runs.get(place), place))
                .toArray();
        return IntStream.range(0, runs.size())
                .boxed()
                .sorted(Comparator.comparingDouble(place -> worse[place]))
                .toList();
    }

    /** Returns a number that is larger the worse the run is; NaN, which is sorted last, if nothing is known. */
    private static double worse(SharedGoal goal, ComparedRun run, int place) {
        Best best = goal == null ? null : goal.best(run, place);
        if (best == null) {
            return Double.NaN;
        }
        return goal.better() == Better.HIGHER ? -best.value() : best.value();
    }
}
