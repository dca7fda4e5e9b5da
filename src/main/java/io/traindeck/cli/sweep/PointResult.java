package io.traindeck.cli.sweep;

import io.traindeck.cli.queue.RunOutcome;
import java.util.Comparator;
import java.util.Optional;

/** The result of a point. */
record PointResult(Point point, RunOutcome outcome, Optional<Score> score) {
    /** The best first; those without a result last, in the order in which they had their turn. */
    static final Comparator<PointResult> BEST_FIRST = Comparator.comparing(PointResult::score, Score.BEST_FIRST);

    /** Returns the result of a point; there is no score for a run that goes on, crashed or failed. */
    static PointResult of(Point point, RunOutcome outcome) {
        return new PointResult(point, outcome, outcome.isDone() ? Score.of(outcome) : Optional.empty());
    }
}
