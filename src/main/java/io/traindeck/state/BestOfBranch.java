package io.traindeck.state;

import io.traindeck.event.BestBefore;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import java.util.Optional;

/** Finds the best row, also of a branch that has not become better than its parent was. */
final class BestOfBranch {
    private BestOfBranch() {}

    /**
     * Returns the best row of a run: the one that its log called the best last or, if it called none so, the best by
     * the goal; if a branch has none, the moment before it, as a row with the goal alone. All else that was measured
     * there stands in the parent's log.
     *
     * @return null if there is none
     */
    static Measured best(RunState run) {
        Measured own = run.rows().best(run.goal());
        return own == null ? before(run, run.parent()) : own;
    }

    /** A branch tells that moment when it begins; the log of an older one tells it only at its end. */
    private static Measured before(RunState branch, Optional<Parent> parent) {
        Goal goal = branch.goal();
        if (parent.isEmpty() || goal == null) {
            return null;
        }
        return BestBefore.of(branch.about())
                .or(() -> branch.end().map(RunEnded::best))
                .filter(best -> best.metric().equals(goal.metric())
                        && Double.isFinite(best.value())
                        && best.epoch() > 0
                        && best.step() > 0
                        && best.step() <= parent.get().step())
                .map(BestOfBranch::row)
                .orElse(null);
    }

    private static Measured row(Best best) {
        return new Measured(
                0,
                Measured.Kind.EPOCH,
                best.step(),
                best.epoch(),
                true,
                Names.of(best.metric()).with(best.value()));
    }
}
