package io.traindeck.state;

import java.util.Arrays;

/**
 * Adds the last steps of a log to the series of the steps before, one series after another. Adding them line by line
 * would cost an object for each number of the log.
 */
final class Fold {
    private final SeriesSet before;
    private final MetricIndex index;
    private final RecentSteps recent;

    // These are the points of all series: those of a place begin at its start, and its count says how many there are.
    private final int[] starts;
    private final int[] counts;
    private final long[] steps;
    private final double[] values;

    /**
     * The number of points of each series that are from the lines that are asked for; null until those lines are taken.
     */
    private int[] wanted;

    /** The last step that each series may keep from before, so that its steps rise. */
    private final long[] cuts;

    private Fold(SeriesSet before, MetricIndex index, RecentSteps recent) {
        this.before = before;
        this.index = index;
        this.recent = recent;
        starts = new int[index.size() + 1];
        counts = new int[index.size()];
        cuts = new long[index.size()];
        Arrays.fill(cuts, Long.MAX_VALUE);
        for (int line = 0; line < recent.size(); line++) {
            for (int place : recent.places(line)) {
                starts[place + 1]++; // what is left out counts before the first
            }
        }
        starts[0] = 0;
        for (int place = 0; place < counts.length; place++) {
            starts[place + 1] += starts[place];
        }
        steps = new long[starts[counts.length]];
        values = new double[steps.length];
    }

    /**
     * Returns the series after the first {@code count} of the recent lines. If the steps of a series do not rise from
     * one line to a later one, the series was begun anew there: what it had of that step and later ones is dropped. It
     * is dropped too if that later line is not among the first {@code count}.
     *
     * @param until the last step that is taken; lines of later steps are left out
     */
    static SeriesSet of(SeriesSet before, MetricIndex index, RecentSteps recent, int count, long until) {
        if (recent.isUniform()) {
            return uniform(before, index, recent, Math.min(count, recent.until(until)));
        }
        Fold fold = new Fold(before, index, recent);
        fold.take(0, count, until);
        fold.wanted = fold.counts.clone();
        fold.take(count, recent.size(), until);
        return fold.series();
    }

    /** Folds lines that all have the same names and rising steps, as in nearly every log: no point replaces another. */
    private static SeriesSet uniform(SeriesSet before, MetricIndex index, RecentSteps recent, int count) {
        int most = index.bucketsEach();
        Curve[] curves = before.extended(index.size(), most);
        int[] places = count == 0 ? new int[0] : recent.places(0);
        long[] steps = recent.steps(count);
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            if (place >= 0) {
                curves[place] = curves[place].cut(steps[0] - 1).with(steps, recent.column(i, count), 0, count, most);
            }
        }
        return new SeriesSet(curves, most);
    }

    /**
     * Returns the series after the recent lines from {@code from} on; their steps must rise and be later than all
     * before.
     */
    static SeriesSet further(SeriesSet before, MetricIndex index, RecentSteps recent, int from) {
        int most = index.bucketsEach();
        Curve[] curves = before.extended(index.size(), most);
        for (int line = from; line < recent.size(); line++) {
            int[] places = recent.places(line);
            for (int i = 0; i < places.length; i++) {
                int place = places[i];
                if (place >= 0) {
                    curves[place] = curves[place].append(recent.step(line), recent.number(line, i), most);
                }
            }
        }
        return new SeriesSet(curves, most);
    }

    private void take(int from, int to, long until) {
        for (int line = from; line < to; line++) {
            long step = recent.step(line);
            if (step <= until) {
                int[] places = recent.places(line);
                for (int i = 0; i < places.length; i++) {
                    if (places[i] >= 0) {
                        put(places[i], step, recent.number(line, i));
                    }
                }
            }
        }
    }

    private void put(int place, long step, double value) {
        int start = starts[place];
        int count = counts[place];
        while (count > 0 && steps[start + count - 1] >= step) {
            count--;
        }
        if (count == 0) {
            cuts[place] = Math.min(cuts[place], step - 1);
        }
        if (wanted != null && wanted[place] > count) {
            wanted[place] = count;
        }
        steps[start + count] = step;
        values[start + count] = value;
        counts[place] = count + 1;
    }

    private SeriesSet series() {
        int most = index.bucketsEach();
        Curve[] curves = before.extended(index.size(), most);
        for (int place = 0; place < curves.length; place++) {
            int start = starts[place];
            curves[place] = curves[place].cut(cuts[place]).with(steps, values, start, start + wanted[place], most);
        }
        return new SeriesSet(curves, most);
    }
}
