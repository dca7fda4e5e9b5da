package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;

/**
 * All steps, thinned, and a way back to the steps that a run may be resumed from.
 *
 * <p>Buckets cannot be divided, so the way back is remembered: the series as they were at each checkpoint (they share
 * what they have in common, so this costs little), and every single step since a while ago, because a checkpoint is
 * announced only when it is safely on disk, some steps after the step it holds. A run that is resumed from one of the
 * last {@link #MOST_KEPT} checkpoints, or from one of the last steps, then has exactly the series that it would have had
 * if the dropped steps had never been; and so has a single series that begins anew from there. From any other step, the
 * bucket that holds it is dropped whole: less than a thousandth of the curve is missing, and nothing dropped stays.
 *
 * @param window how many steps are remembered at least, if there were as many
 * @param older the series before the first of {@code recent}
 * @param middle the series after the first {@code window} of {@code recent}, or {@code older} while there are fewer
 * @param now the series of all steps
 * @param recent the last steps, fewer than twice the window
 * @param kept the series at checkpoints
 */
record StepHistory(
        int window,
        SeriesSet older,
        SeriesSet middle,
        SeriesSet now,
        AppendList<Measured> recent,
        AppendList<Checkpointed> kept) {
    /** Steps: seconds of work even for a small network on a fast card, longer than a checkpoint takes to write. */
    static final int WINDOW = 256;

    private static final int SMALLEST_WINDOW = 16;

    /** Numbers of all steps in a window. */
    private static final int WINDOW_NUMBERS = 4096;

    static final int MOST_KEPT = 64;

    static final StepHistory EMPTY = at(WINDOW, SeriesSet.EMPTY, AppendList.empty());

    /** The series up to the step that a checkpoint holds. */
    record Checkpointed(long step, SeriesSet series) {}

    private static StepHistory at(int window, SeriesSet series, AppendList<Checkpointed> kept) {
        return new StepHistory(window, series, series, series, AppendList.empty(), kept);
    }

    /** This and what was measured at one step more. */
    StepHistory append(MetricIndex index, MetricIndex.Shape shape, Measured step) {
        Checkpointed newest = kept.lastOrNull();
        if (newest != null && newest.step() >= step.step()) {
            return withKept(kept.first(kept.size() - 1)).append(index, shape, step); // It did not hold that step.
        }
        SeriesSet next =
                now.append(index, shape, step.step(), step.values(), (place, until) -> before(index, place, until));
        int wanted = Math.max(SMALLEST_WINDOW, Math.min(WINDOW, WINDOW_NUMBERS / Math.max(1, index.size())));
        if (wanted != window) {
            return at(wanted, next, kept);
        }
        AppendList<Measured> steps = recent.append(step);
        if (steps.size() == 2 * window) {
            return new StepHistory(window, middle, next, next, steps.last(window), kept);
        }
        return new StepHistory(window, older, steps.size() == window ? next : middle, next, steps, kept);
    }

    /** Remembers the way back to {@code step}, which a checkpoint holds. */
    StepHistory keep(MetricIndex index, long step) {
        Checkpointed newest = kept.lastOrNull();
        if (step < older.lastStep() || (newest != null && newest.step() >= step)) {
            return this;
        }
        return withKept(kept.append(new Checkpointed(step, fromRecent(index, step)), MOST_KEPT));
    }

    private StepHistory withKept(AppendList<Checkpointed> others) {
        return new StepHistory(window, older, middle, now, recent, others);
    }

    /** Without the steps after {@code step}. */
    StepHistory backTo(MetricIndex index, long step) {
        if (step >= now.lastStep()) {
            return this;
        }
        int keep = kept.size();
        while (keep > 0 && kept.get(keep - 1).step() > step) {
            keep--;
        }
        AppendList<Checkpointed> earlier = kept.first(keep);
        Checkpointed newest = earlier.lastOrNull();
        if (step >= older.lastStep()) {
            return at(window, fromRecent(index, step), earlier);
        }
        return at(window, newest != null && newest.step() == step ? newest.series() : now.cut(step), earlier);
    }

    /** The series up to {@code step}, which is not before {@link #older}. */
    private SeriesSet fromRecent(MetricIndex index, long step) {
        if (step >= now.lastStep()) {
            return now;
        }
        boolean late = recent.size() >= window && step >= middle.lastStep();
        SeriesSet series = late ? middle : older;
        for (Measured one : recent.subList(late ? window : 0, recent.size())) {
            if (one.step() <= step) {
                SeriesSet before = series;
                MetricIndex known = index.with(one.values().names());
                series = series.append(
                        known,
                        known.shape(one.values().names()),
                        one.step(),
                        one.values(),
                        (place, until) -> before.curve(place).cut(until - 1));
            }
        }
        return series;
    }

    /** One curve before it reached {@code step}, which it has passed. */
    private Curve before(MetricIndex index, int place, long step) {
        Curve last = now.curve(place);
        if (last.isCutClean(step - 1) || older.curve(place).lastStep() >= step) {
            return last.cut(step - 1);
        }
        String name = index.names().get(place);
        boolean late = recent.size() >= window && middle.curve(place).lastStep() < step;
        Curve curve = (late ? middle : older).curve(place);
        for (Measured one : recent.subList(late ? window : 0, recent.size())) {
            if (one.step() < step && one.values().has(name)) {
                curve = curve.cut(one.step() - 1)
                        .append(one.step(), one.values().get(name), index.bucketsEach());
            }
        }
        return curve;
    }
}
