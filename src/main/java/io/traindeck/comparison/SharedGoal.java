package io.traindeck.comparison;

import io.traindeck.event.Goal;
import io.traindeck.event.Goal.Better;
import io.traindeck.event.TrainEvent.Measured;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The metric by which runs are compared.
 *
 * @param better whether higher or lower is better
 * @param goals the goal of each run, null for none, in the order of the runs
 */
public record SharedGoal(SharedMetric metric, SharedGroup group, Better better, List<Goal> goals) {

    /**
     * Returns the goal: of the quantities that are some run's goal, the one that most runs have; of several, the one
     * that most runs have as their goal.
     *
     * @param goals the goal of each run, null for none
     * @param groups all groups of the runs
     * @return empty if no run has a goal
     */
    static Optional<SharedGoal> of(List<Goal> goals, List<SharedGroup> groups) {
        SharedGoal best = null;
        for (SharedGroup group : groups) {
            boolean isGoal = group.lines().stream().anyMatch(line -> goals(line, goals) > 0);
            for (SharedMetric line : isGoal ? group.lines() : List.<SharedMetric>of()) {
                Better better = better(line, goals);
                if (better != null && (best == null || isCommoner(line, best.metric, goals))) {
                    best = new SharedGoal(line, group, better, goals);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isCommoner(SharedMetric line, SharedMetric than, List<Goal> goals) {
        return line.count() == than.count() ? goals(line, goals) > goals(than, goals) : line.count() > than.count();
    }

    private static int goals(SharedMetric line, List<Goal> goals) {
        int count = 0;
        for (int place = 0; place < goals.size(); place++) {
            count += isGoal(line, goals, place) ? 1 : 0;
        }
        return count;
    }

    private static boolean isGoal(SharedMetric line, List<Goal> goals, int place) {
        RunSeries series = line.ofRuns().get(place);
        Goal goal = goals.get(place);
        return !series.isNone() && goal != null && series.metric().name().equals(goal.metric());
    }

    /**
     * Returns the better direction: as the first run says whose goal this is, else as the name says; null if unknown.
     */
    private static Better better(SharedMetric line, List<Goal> goals) {
        for (int place = 0; place < goals.size(); place++) {
            if (isGoal(line, goals, place)) {
                return goals.get(place).better();
            }
        }
        return line.metric().better();
    }

    /** Returns whether all runs that have a goal have this one, by the same name. */
    public boolean isAgreed() {
        return goals.stream()
                        .filter(Objects::nonNull)
                        .map(Goal::metric)
                        .distinct()
                        .count()
                == 1;
    }

    /** Returns the run's best moment; null if it has none. */
    public Best best(ComparedRun run, int place) {
        RunSeries series = metric.ofRuns().get(place);
        if (series.isNone()) {
            return null;
        }
        String name = series.metric().name();
        Measured row = isGoal(metric, goals, place) ? run.state().best() : null;
        if (row == null || !row.values().has(name)) {
            row = series.ofRows() ? run.state().rows().best(name, better) : null;
        }
        return row == null
                ? Best.of(series, better)
                : new Best(row.values().get(name), series.unit(), row.step(), row.step(), row);
    }
}
