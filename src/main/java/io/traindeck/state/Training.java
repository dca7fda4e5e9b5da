package io.traindeck.state;

import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunResumed;
import java.util.stream.Stream;

/**
 * The history of the training itself: what remains true of it after every resumption.
 *
 * @param steps the values at single steps
 * @param rows the values at validations and at the ends of epochs, and those lines of steps that name validation data
 * @param rowSeries the series of the lines of validations and epochs: a metric in both kinds of lines has two series,
 *     so that an epoch's mean does not cut the series of its steps
 * @param marks the newest {@link #MOST_MARKS}
 * @param moments the times at which it was at its steps
 */
record Training(
        MetricIndex index,
        StepHistory steps,
        Rows rows,
        SeriesSet rowSeries,
        Progress progress,
        AppendList<Mark> marks,
        Moments moments) {
    /** The number of marks: several for each column of the widest screen. */
    static final int MOST_MARKS = 1024;

    static final Training NONE = new Training(
            MetricIndex.EMPTY,
            StepHistory.EMPTY,
            Rows.NONE,
            SeriesSet.EMPTY,
            Progress.NONE,
            AppendList.empty(),
            Moments.NONE);

    Training apply(TrainEvent event) {
        if (event instanceof Measured measured) {
            return measured.step() < 0 ? this : measured(measured);
        } else if (event instanceof Checkpoint checkpoint) {
            Mark.Kind kind = isOfEpoch(checkpoint.kind()) ? Mark.Kind.EPOCH : Mark.Kind.CHECKPOINT;
            StepHistory keeping = steps.keep(index, checkpoint.step());
            return new Training(index, keeping, rows, rowSeries, progress, marks, moments)
                    .mark(kind, checkpoint.step());
        } else if (event instanceof Paused paused) {
            return mark(Mark.Kind.PAUSE, paused.step());
        } else if (event instanceof DialTurned turn) {
            return mark(Mark.Kind.DIAL, turn.step());
        } else if (event instanceof RunResumed resumed) {
            return backTo(resumed.fromStep(), resumed.epoch()).mark(Mark.Kind.RESUME, resumed.fromStep());
        }
        return this;
    }

    private static boolean isOfEpoch(CheckpointKind kind) {
        return kind == CheckpointKind.BEST || kind == CheckpointKind.EPOCH;
    }

    private Training measured(Measured measured) {
        Names names = measured.values().names();
        MetricIndex known = index.with(names);
        MetricIndex.Shape shape = known.shape(names);
        return measured.kind() == Measured.Kind.STEP ? step(known, shape, measured) : row(known, shape, measured);
    }

    private Training step(MetricIndex known, MetricIndex.Shape shape, Measured step) {
        double norm = shape.norm() < 0 ? Double.NaN : step.values().at(shape.norm());
        boolean goesBack = step.step() < progress.step() && steps.goesBack(step.step(), shape);
        Progress further = progress.step(step, goesBack, norm);
        StepHistory appended = steps.append(known, shape, step);
        Rows more = shape.isValidation() ? rows.put(step) : rows;
        return new Training(known, appended, more, rowSeries, further, marks, moments.put(step));
    }

    private Training row(MetricIndex known, MetricIndex.Shape shape, Measured row) {
        SeriesSet series = rowSeries.append(known, shape, row.step(), row.values());
        Progress further = progress.row(row.step());
        return new Training(known, steps, rows.put(row), series, further, marks, moments.put(row));
    }

    /**
     * Returns the training with fewer of the oldest rows if there are very many; the best row always stays.
     *
     * @param identity the identity that tells by which metric a row is the best, if the run has a goal
     */
    Training thinned(Identity identity) {
        return rows.isToBeThinned()
                ? new Training(
                        index,
                        steps,
                        rows.thinned(rows.best(identity.goal(index))),
                        rowSeries,
                        progress,
                        marks,
                        moments)
                : this;
    }

    /**
     * Returns the training of a run that went on from {@code step}, in {@code epoch}: later steps, and that epoch and
     * later ones, do not count.
     */
    private Training backTo(long step, int epoch) {
        int keep = marks.size();
        while (keep > 0 && marks.get(keep - 1).step() > step) {
            keep--;
        }
        Rows left = rows.backTo(step, epoch);
        long rowsUntil = left == rows
                ? step
                : Math.min(step, rows.list().get(left.size()).step() - 1);
        return new Training(
                index,
                steps.backTo(index, step),
                left,
                rowSeries.cut(rowsUntil),
                progress.backTo(step, epoch),
                marks.first(keep),
                moments.backTo(step));
    }

    /**
     * Adds a mark. Marks are in rising order of their steps: one that goes back is left out, as is one that is there
     * already.
     */
    private Training mark(Mark.Kind kind, long step) {
        Mark last = marks.lastOrNull();
        boolean isThere = last != null && last.kind() == kind && last.step() == step;
        if (step < 1 || isThere || (last != null && last.step() > step)) {
            return this;
        }
        AppendList<Mark> more = marks.append(new Mark(kind, step), MOST_MARKS);
        return new Training(index, steps, rows, rowSeries, progress, more, moments);
    }

    /** Returns a metric over the steps: from the lines of steps if some of them have it, else from the rows. */
    Series series(String name) {
        Series ofSteps = series(steps.now(index), name);
        return ofSteps.isEmpty() ? rowSeries(name) : ofSteps;
    }

    /** Returns a metric over the rows alone. */
    Series rowSeries(String name) {
        return series(rowSeries, name);
    }

    private Series series(SeriesSet from, String name) {
        Curve curve = from.curve(index.place(name));
        return curve.isEmpty() ? Series.NONE : new Series(name, curve);
    }

    /** Returns whether a loss or the gradient norm of traindeck's own trainer is not finite at the last step. */
    boolean endsNotFinite() {
        return Stream.of(series(OwnMetrics.LOSS), series(OwnMetrics.GRAD_NORM), rowSeries(OwnMetrics.VAL_LOSS))
                .anyMatch(series ->
                        series.lastStep() == progress.step() && !series.isEmpty() && !Double.isFinite(series.last()));
    }
}
