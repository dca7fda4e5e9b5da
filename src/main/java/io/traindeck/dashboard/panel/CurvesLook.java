package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.chart.Smoothing;
import java.util.HashSet;
import java.util.Set;

/**
 * How a viewer looks at the curves.
 *
 * @param filter words that the names of the tiles shown have; empty for all
 * @param chosen key of the tile that keys are for; empty for the first
 * @param cursor step that the cursor is at; {@link ViewState#NO_CURSOR} without one
 * @param across what the curves are drawn over, as far as the run has it
 * @param otherScale keys of the tiles whose axis is logarithmic where it usually is linear, or the other way round
 */
record CurvesLook(
        String filter, String chosen, long cursor, Smoothing.Level smoothing, AxisUnit across, Set<String> otherScale) {

    /** Of a viewer that has just come. */
    static final CurvesLook FIRST =
            new CurvesLook("", "", ViewState.NO_CURSOR, Smoothing.Level.LIGHT, AxisUnit.STEPS, Set.of());

    CurvesLook {
        otherScale = Set.copyOf(otherScale);
    }

    CurvesLook withFilter(String words) {
        return new CurvesLook(words, chosen, cursor, smoothing, across, otherScale);
    }

    CurvesLook withChosen(String key) {
        return new CurvesLook(filter, key, cursor, smoothing, across, otherScale);
    }

    CurvesLook withCursor(long step) {
        return new CurvesLook(filter, chosen, step, smoothing, across, otherScale);
    }

    CurvesLook withSmoothing(Smoothing.Level level) {
        return new CurvesLook(filter, chosen, cursor, level, across, otherScale);
    }

    CurvesLook withAcross(AxisUnit other) {
        return new CurvesLook(filter, chosen, cursor, smoothing, other, otherScale);
    }

    /** With the tile of that key on the other kind of axis. */
    CurvesLook withOtherScale(String key) {
        Set<String> keys = new HashSet<>(otherScale);
        if (!keys.remove(key)) {
            keys.add(key);
        }
        return new CurvesLook(filter, chosen, cursor, smoothing, across, keys);
    }
}
