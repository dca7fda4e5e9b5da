package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;

/**
 * The history of all steps, thinned, with a way back to the steps that a run may be resumed from.
 *
 * <p>Buckets cannot be divided, so the way back is remembered: the series as they were at each checkpoint (they share
 * what they have in common, so this costs little), and every single step since a while ago, because a checkpoint is
 * announced only when it is safely on disk, some steps after the step that it holds. If a run is resumed from one of
 * the last {@link #MOST_KEPT} checkpoints, or from one of the last steps, it has exactly the series that it would have
 * had without the dropped steps. The same holds for a single series that begins anew from there. From any other step,
 * the bucket that holds the step is dropped as a whole: less than a thousandth of the curve is missing, and nothing
 * dropped stays.
 */
final class StepHistory {
    static final int MOST_KEPT = 64;

    static final StepHistory EMPTY = new StepHistory(SeriesSet.EMPTY, RecentSteps.NONE, AppendList.empty(), null);

    /** If more steps than this are new, they are taken into the series at once; fewer are taken one after another. */
    private static final int FEW = 16;

    /** The series up to the step that a checkpoint holds. */
    private record Checkpointed(long step, SeriesSet series) {}

    /** The series after the first {@code recent} of the recent steps. */
    private record Known(SeriesSet series, int recent) {
        /**
         * Returns this series after the first {@code steps} of the recent steps are forgotten; null if it holds fewer.
         */
        Known without(int steps) {
            return recent < steps ? null : new Known(series, recent - steps);
        }
    }

    /** The series before the recent steps. */
    private final SeriesSet older;

    private final RecentSteps recent;
    private final AppendList<Checkpointed> kept;

    /**
     * The series that were asked for when there were fewer steps, since a screen asks ten times a second; null if none
     * were.
     */
    private final Known known;

    /** The series of all steps; null until they are asked for. One thread reads on while another draws. */
    private volatile SeriesSet now;

    private StepHistory(SeriesSet older, RecentSteps recent, AppendList<Checkpointed> kept, Known known) {
        this.older = older;
        this.recent = recent;
        this.kept = kept;
        this.known = known;
    }

    /**
     * Returns this history with the numbers of one step more.
     *
     * @param index an index that knows the line
     */
    StepHistory append(MetricIndex index, MetricIndex.Shape shape, Measured step) {
        AppendList<Checkpointed> checkpoints = kept;
        while (!checkpoints.isEmpty() && checkpoints.lastOrNull().step() >= step.step()) {
            checkpoints = checkpoints.first(checkpoints.size() - 1); // It did not hold that step.
        }
        RecentSteps steps = recent.append(step.step(), shape.places(), step.values());
        SeriesSet whole = now;
        Known before = whole == null ? known : new Known(whole, recent.size());
        int window = index.window();
        if (steps.size() < 2 * window) {
            return new StepHistory(older, steps, checkpoints, before);
        }
        int folded = steps.size() - window;
        SeriesSet further = Fold.of(older, index, steps, folded, Long.MAX_VALUE);
        return new StepHistory(
                further, steps.last(window), checkpoints, before == null ? null : before.without(folded));
    }

    /** The series of all steps. */
    SeriesSet now(MetricIndex index) {
        SeriesSet whole = now;
        if (whole == null) {
            whole = isKnownButForFew(index)
                    ? Fold.further(known.series(), index, recent, known.recent())
                    : until(index, Long.MAX_VALUE);
            now = whole;
        }
        return whole;
    }

    private boolean isKnownButForFew(MetricIndex index) {
        return known != null
                && recent.size() - known.recent() <= FEW
                && known.series().size() == index.size()
                && recent.risesFrom(known.recent(), known.series().lastStep());
    }

    /** Returns the series up to {@code step}, which is not before {@link #older}. */
    private SeriesSet until(MetricIndex index, long step) {
        return recent.size() == 0 ? older : Fold.of(older, index, recent, recent.size(), step);
    }

    /** Returns whether that step comes before the last step of the recent lines with the same metrics. */
    boolean goesBack(long step, MetricIndex.Shape shape) {
        return recent.lastStepOf(shape.places()) > step;
    }

    /** Remembers the way back to {@code step}, which a checkpoint holds. */
    StepHistory keep(MetricIndex index, long step) {
        Checkpointed newest = kept.lastOrNull();
        if (step < older.lastStep() || (newest != null && newest.step() >= step)) {
            return this;
        }
        return new StepHistory(
                older, recent, kept.append(new Checkpointed(step, until(index, step)), MOST_KEPT), known);
    }

    /** Returns the history without the steps after {@code step}. */
    StepHistory backTo(MetricIndex index, long step) {
        if (step >= now(index).lastStep()) {
            return this;
        }
        int keep = kept.size();
        while (keep > 0 && kept.get(keep - 1).step() > step) {
            keep--;
        }
        AppendList<Checkpointed> earlier = kept.first(keep);
        return new StepHistory(seriesUntil(index, step, earlier.lastOrNull()), RecentSteps.NONE, earlier, null);
    }

    private SeriesSet seriesUntil(MetricIndex index, long step, Checkpointed newest) {
        if (step >= older.lastStep()) {
            return until(index, step);
        }
        return newest != null && newest.step() == step
                ? newest.series()
                : now(index).cut(step);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof StepHistory h
                        && recent.equals(h.recent)
                        && older.equals(h.older)
                        && kept.equals(h.kept);
    }

    @Override
    public int hashCode() {
        return recent.hashCode();
    }

    @Override
    public String toString() {
        return older + " and " + recent;
    }
}
