package io.traindeck.dashboard.panel;

import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import java.util.List;

/**
 * A chart among the curves.
 *
 * @param key tells it from the others, whatever metrics a run logs later
 * @param title what it shows; not yet fit for the screen
 * @param lines at least one, those of training first
 * @param isOfSteps whether it shows step by step what another tile shows by epoch
 * @param front whether it is what a viewer looks at first: it gets a row of its own
 */
record Tile(String key, String title, Kind kind, List<CurveLine> lines, boolean isOfSteps, boolean front) {
    Tile {
        lines = List.copyOf(lines);
    }

    Tile inFront() {
        return new Tile(key, title, kind, lines, isOfSteps, true);
    }

    /** Returns whether it says how training goes, and not only how fast, or how far it is. */
    boolean isOfLearning() {
        return switch (kind) {
            case LOSS, SCORE, NORM, RATE, OTHER -> true;
            case SPEED, TIME, COUNT -> false;
        };
    }

    /** Returns whether its values are shares, to be shown in percent. */
    boolean isShare() {
        return lines.stream()
                .allMatch(line -> line.metric().is(Trait.SHARE)
                        && line.curve().least() >= 0
                        && line.curve().most() <= 1);
    }

    /** Smallest finite value; infinity if there is none. */
    double least() {
        return lines.stream().mapToDouble(line -> line.curve().least()).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** Largest finite value; minus infinity if there is none. */
    double most() {
        return lines.stream().mapToDouble(line -> line.curve().most()).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** The first line of that part; null if there is none. */
    CurveLine on(Part part) {
        return lines.stream()
                .filter(line -> line.metric().part() == part)
                .findFirst()
                .orElse(null);
    }
}
