package io.traindeck.event;

import io.traindeck.event.TrainEvent.Best;
import java.util.Optional;

/**
 * The best moment that a branch has in common with its parent, as a fact of the branch. Its own epochs are measured
 * against it, and its best weights are those of that moment until one of them is better.
 */
public final class BestBefore {
    /** The name of the fact. Its value is the goal's value, the epoch and the step, with blanks between them. */
    public static final String FACT = "best_before";

    private static final int PARTS = 3;

    private BestBefore() {}

    /** Returns the value of the fact. */
    public static String text(Best best) {
        return best.value() + " " + best.epoch() + " " + best.step();
    }

    /** Returns the moment that a run tells; empty if it tells none, or what cannot be one. */
    public static Optional<Best> of(Description about) {
        String[] parts = about.fact(FACT).split(" ");
        if (parts.length != PARTS || about.goal() == null) {
            return Optional.empty();
        }
        try {
            double value = Double.parseDouble(parts[0]);
            int epoch = Integer.parseInt(parts[1]);
            long step = Long.parseLong(parts[2]);
            return Double.isFinite(value) && epoch > 0 && step > 0
                    ? Optional.of(new Best(about.goal().metric(), value, step, epoch))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
