package io.traindeck.state;

import io.traindeck.event.BestBefore;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import java.util.Optional;

/** The best row of a branch that has not become better than its parent was. */
final class BestOfBranch {
    private BestOfBranch() {}

    /**
     * Returns the best moment before the branch as a row with the goal alone: all else that was measured there stands
     * in the parent's log. The branch tells it when it begins; the log of an older one tells it only at its end.
     *
     * @param parent the run that it branched from; empty if it is no branch
     * @return null if the log does not tell it
     */
    static Measured before(RunState branch, Optional<Parent> parent) {
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
