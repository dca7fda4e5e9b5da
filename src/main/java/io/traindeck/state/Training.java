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
 * @param steps what was measured at single steps
 * @param rows what was measured at validations and at the ends of epochs, and what of the steps names the data of a
 *     validation
 * @param rowSeries series of the lines of validations and epochs: a metric that stands in both kinds of lines has two,
 *     so that an epoch's mean does not cut the series of its steps
 * @param marks the newest {@link #MOST_MARKS}
 * @param moments when it was at which step
 */
record Training(
        MetricIndex index,
        StepHistory steps,
        Rows rows,
        SeriesSet rowSeries,
        Progress progress,
        AppendList<Mark> marks,
        Moments moments) {
    /** Several for each column of the widest screen. */
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
     * With fewer of the oldest rows, if there are very many; never without the best.
     *
     * @param identity says by which metric a row is the best, if the run has a goal
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

    /** The run went on from {@code step}, in {@code epoch}: later steps, that epoch and later ones never were. */
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

    /** Marks are in rising order of their steps: one that goes back is left out, as is one that is there already. */
    private Training mark(Mark.Kind kind, long step) {
        Mark last = marks.lastOrNull();
        boolean isThere = last != null && last.kind() == kind && last.step() == step;
        if (step < 1 || isThere || (last != null && last.step() > step)) {
            return this;
        }
        AppendList<Mark> more = marks.append(new Mark(kind, step), MOST_MARKS);
        return new Training(index, steps, rows, rowSeries, progress, more, moments);
    }

    /** A metric over the steps: of the lines of steps, where it stands in some, else of the rows. */
    Series series(String name) {
        Series ofSteps = series(steps.now(index), name);
        return ofSteps.isEmpty() ? rowSeries(name) : ofSteps;
    }

    /** A metric over the rows alone. */
    Series rowSeries(String name) {
        return series(rowSeries, name);
    }

    private Series series(SeriesSet from, String name) {
        Curve curve = from.curve(index.place(name));
        return curve.isEmpty() ? Series.NONE : new Series(name, curve);
    }

    /** Whether a loss or the gradient norm of our own trainer is no finite number at the last step. */
    boolean endsNotFinite() {
        return Stream.of(series(OwnMetrics.LOSS), series(OwnMetrics.GRAD_NORM), rowSeries(OwnMetrics.VAL_LOSS))
                .anyMatch(series ->
                        series.lastStep() == progress.step() && !series.isEmpty() && !Double.isFinite(series.last()));
    }
}
