package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.Step;

/**
 * The history of the training itself: what remains true of it after every resumption.
 *
 * @param epochGradMax largest gradient norm since the epoch of the last step began; NaN before the first step
 * @param marks the newest {@link #MOST_MARKS}
 */
public record Training(StepHistory steps, EpochHistory epochs, double epochGradMax, AppendList<Mark> marks) {
    /** Several for each column of the widest screen. */
    static final int MOST_MARKS = 1024;

    static final Training NONE = new Training(StepHistory.EMPTY, EpochHistory.EMPTY, Double.NaN, AppendList.empty());

    Training apply(TrainEvent event) {
        if (event instanceof Step step) {
            return step(step);
        } else if (event instanceof Epoch epoch) {
            return epoch.epoch() < 1 ? this : new Training(steps, epochs.put(epoch), epochGradMax, marks);
        } else if (event instanceof Checkpoint checkpoint) {
            Mark.Kind kind = isOfEpoch(checkpoint.kind()) ? Mark.Kind.EPOCH : Mark.Kind.CHECKPOINT;
            return new Training(steps.keep((int) checkpoint.step()), epochs, epochGradMax, marks)
                    .mark(kind, (int) checkpoint.step());
        } else if (event instanceof Paused paused) {
            return mark(Mark.Kind.PAUSE, (int) paused.step());
        } else if (event instanceof RunResumed resumed) {
            return backTo((int) resumed.fromStep(), resumed.epoch()).mark(Mark.Kind.RESUME, (int) resumed.fromStep());
        }
        return this;
    }

    private static boolean isOfEpoch(CheckpointKind kind) {
        return kind == CheckpointKind.BEST || kind == CheckpointKind.EPOCH;
    }

    private Training step(Step step) {
        Step before = steps.now().last();
        StepHistory after = steps.append(step);
        if (after == steps) {
            return this;
        }
        boolean sameEpoch = before != null && before.epoch() == step.epoch();
        return new Training(after, epochs, larger(sameEpoch ? epochGradMax : Double.NaN, step.gradNorm()), marks);
    }

    /** The larger one; a number where only one is a number. */
    private static double larger(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    /** The run went on from {@code step}, in {@code epoch}: later steps, that epoch and later ones never were. */
    private Training backTo(int step, int epoch) {
        int keep = marks.size();
        while (keep > 0 && marks.get(keep - 1).step() > step) {
            keep--;
        }
        return new Training(steps.backTo(step), epochs.before(epoch), Double.NaN, marks.first(keep));
    }

    /** Marks are in rising order of their steps: one that goes back is left out, as is one that is there already. */
    private Training mark(Mark.Kind kind, int step) {
        Mark mark = new Mark(kind, step);
        Mark last = marks.lastOrNull();
        if (step < 1 || mark.equals(last) || (last != null && last.step() > step)) {
            return this;
        }
        return new Training(steps, epochs, epochGradMax, marks.append(mark, MOST_MARKS));
    }
}
