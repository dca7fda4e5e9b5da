package io.traindeck.state;

import io.traindeck.event.TrainEvent.Step;

/**
 * All steps, thinned, and a way back to the steps that a run may be resumed from.
 *
 * <p>Buckets cannot be divided, so the way back is remembered: the curves as they were at each checkpoint (their lists
 * are shared, so this costs little), and every single step since a while ago, because a checkpoint is announced only
 * when it is safely on disk, some steps after the step it holds. A run that is resumed from one of the last
 * {@link #MOST_KEPT} checkpoints, or from one of the last {@link #WINDOW} steps, then has exactly the curves that it
 * would have had if the dropped steps had never been. From any other step, the bucket that holds it is dropped whole:
 * less than a thousandth of the curve is missing, and nothing dropped stays.
 *
 * @param older the curves before the first of {@code recent}
 * @param middle the curves after the first {@link #WINDOW} of {@code recent}, or {@code older} while there are fewer
 * @param now the curves of all steps
 * @param recent the last steps, at least {@link #WINDOW} and fewer than twice as many, or all
 * @param kept the curves at checkpoints
 */
public record StepHistory(
        StepCurves older, StepCurves middle, StepCurves now, AppendList<Step> recent, AppendList<StepCurves> kept) {
    /** Steps: seconds of work even for a small network on a fast card, longer than a checkpoint takes to write. */
    static final int WINDOW = 256;

    static final int MOST_KEPT = 64;

    static final StepHistory EMPTY = at(StepCurves.EMPTY, AppendList.empty());

    private static StepHistory at(StepCurves curves, AppendList<StepCurves> kept) {
        return new StepHistory(curves, curves, curves, AppendList.empty(), kept);
    }

    /** This and one step more; a step that is not later than all before is left out. */
    StepHistory append(Step step) {
        if (step.step() <= now.lastStep()) {
            return this;
        }
        StepCurves next = now.append(step);
        AppendList<Step> steps = recent.append(step);
        if (steps.size() == 2 * WINDOW) {
            return new StepHistory(middle, next, next, steps.last(WINDOW), kept);
        }
        return new StepHistory(older, steps.size() == WINDOW ? next : middle, next, steps, kept);
    }

    /** Remembers the way back to {@code step}, which a checkpoint holds. */
    StepHistory keep(int step) {
        StepCurves newest = kept.lastOrNull();
        if (step < older.lastStep() || step > now.lastStep() || (newest != null && newest.lastStep() >= step)) {
            return this;
        }
        return new StepHistory(older, middle, now, recent, kept.append(fromRecent(step), MOST_KEPT));
    }

    /** Without the steps after {@code step}. */
    StepHistory backTo(int step) {
        if (step >= now.lastStep()) {
            return this;
        }
        int keep = kept.size();
        while (keep > 0 && kept.get(keep - 1).lastStep() > step) {
            keep--;
        }
        AppendList<StepCurves> earlier = kept.first(keep);
        StepCurves newest = earlier.lastOrNull();
        if (step >= older.lastStep()) {
            return at(fromRecent(step), earlier);
        }
        return at(newest != null && newest.lastStep() == step ? newest : now.cut(Math.max(0, step)), earlier);
    }

    /** The curves up to {@code step}, which is not before {@link #older}. */
    private StepCurves fromRecent(int step) {
        if (step == now.lastStep()) {
            return now;
        }
        StepCurves curves = step >= middle.lastStep() ? middle : older;
        for (Step one : recent) {
            if (one.step() > curves.lastStep() && one.step() <= step) {
                curves = curves.append(one);
            }
        }
        return curves;
    }
}
