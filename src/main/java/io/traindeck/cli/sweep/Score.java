package io.traindeck.cli.sweep;

import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.comparison.Best;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.SharedGoal;
import io.traindeck.event.Goal.Better;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.text.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The best moment of a run by its goal.
 *
 * @param metric the goal
 * @param share whether people write it in percent
 */
record Score(Metric metric, Better better, boolean share, Best best) {
    private static final double PERCENT = 100;

    /** The best first; none last. */
    static final Comparator<Optional<Score>> BEST_FIRST = (a, b) -> {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        int rising = Double.compare(a.get().value(), b.get().value());
        return a.get().better == Better.HIGHER ? -rising : rising;
    };

    /** Returns the best moment of a run so far; empty if it has none. */
    static Optional<Score> of(RunOutcome outcome) {
        Comparison alone = new Comparison(List.of(outcome.run()));
        Best best = alone.best(0);
        if (best == null) {
            return Optional.empty();
        }
        SharedGoal goal = alone.goal().orElseThrow();
        Metric metric = goal.metric().metric();
        return Optional.of(new Score(metric, goal.better(), goal.metric().share(), best));
    }

    /** The value of the goal, as the log has it. */
    double value() {
        return best.logged();
    }

    /** The moment, in words. */
    String when() {
        return best.words();
    }

    /** Returns the heading of the goal's column. */
    String header() {
        return metric.name() + (share ? ", %" : "");
    }

    /** Returns another value of the goal, as its column has it. */
    String text(double other) {
        if (share) {
            return Numbers.fixed(PERCENT * other, 2);
        }
        return metric.kind() == Kind.LOSS ? Numbers.loss(other) : metric.text(other);
    }
}
