package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.dashboard.chart.Smoothing;
import java.util.HashSet;
import java.util.Set;

/**
 * The way in which a viewer looks at the curves.
 *
 * @param filter the words that the names of the tiles shown have; empty for all
 * @param chosen the key of the tile that keys are for; empty for the first
 * @param cursor the step that the cursor is at; {@link ViewState#NO_CURSOR} without one
 * @param across the unit that the curves are drawn over, as far as the run has it
 * @param zoom how often the large curve is shown twice as near; 0 for the whole of it
 * @param otherScale the keys of the tiles whose axis is logarithmic where it usually is linear, or the other way round
 */
record CurvesLook(
        String filter,
        String chosen,
        long cursor,
        int zoom,
        Smoothing.Level smoothing,
        AxisUnit across,
        Set<String> otherScale) {
    private static final int NEAREST = 10;

    /** The look that a viewer begins with. */
    static final CurvesLook FIRST =
            new CurvesLook("", "", ViewState.NO_CURSOR, 0, Smoothing.Level.LIGHT, AxisUnit.STEPS, Set.of());

    CurvesLook {
        otherScale = Set.copyOf(otherScale);
    }

    CurvesLook withFilter(String words) {
        return new CurvesLook(words, chosen, cursor, zoom, smoothing, across, otherScale);
    }

    CurvesLook withChosen(String key) {
        return new CurvesLook(filter, key, cursor, zoom, smoothing, across, otherScale);
    }

    CurvesLook withCursor(long step) {
        return new CurvesLook(filter, chosen, step, zoom, smoothing, across, otherScale);
    }

    /** This look with the large curve so many times twice as near, at most about a thousand times as near. */
    CurvesLook withZoom(int times) {
        int bounded = Math.max(0, Math.min(NEAREST, times));
        return new CurvesLook(filter, chosen, cursor, bounded, smoothing, across, otherScale);
    }

    CurvesLook withSmoothing(Smoothing.Level level) {
        return new CurvesLook(filter, chosen, cursor, zoom, level, across, otherScale);
    }

    CurvesLook withAcross(AxisUnit other) {
        return new CurvesLook(filter, chosen, cursor, zoom, smoothing, other, otherScale);
    }

    /** This look with the tile of that key on the other kind of axis. */
    CurvesLook withOtherScale(String key) {
        Set<String> keys = new HashSet<>(otherScale);
        if (!keys.remove(key)) {
            keys.add(key);
        }
        return new CurvesLook(filter, chosen, cursor, zoom, smoothing, across, keys);
    }
}
