package io.traindeck.cli.sweep;

import io.traindeck.cli.queue.RunOutcome;
import java.util.Comparator;
import java.util.Optional;

/** What came of a point. */
record PointResult(Point point, RunOutcome outcome, Optional<Score> score) {
    /** The best first; those without a result last, in the order in which they had their turn. */
    static final Comparator<PointResult> BEST_FIRST = Comparator.comparing(PointResult::score, Score.BEST_FIRST);

    /** A run that goes on, crashed or failed has no result. */
    static PointResult of(Point point, RunOutcome outcome) {
        return new PointResult(point, outcome, outcome.isDone() ? Score.of(outcome) : Optional.empty());
    }
}
