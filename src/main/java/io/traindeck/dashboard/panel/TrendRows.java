package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.state.Bucket;
import io.traindeck.state.Curve;
import io.traindeck.state.EpochHistory;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Loss and accuracy in a row each: training beside validation, last values, sparklines, the best. */
final class TrendRows {
    private static final int VAL_WIDTH = 9;
    private static final int BEST_WIDTH = 10;

    private final RunState state;
    private final Columns columns;
    private final EpochHistory history;

    TrendRows(RunState state, Columns columns) {
        this.state = state;
        this.columns = columns;
        this.history = state.training().epochs();
    }

    /** Draws on the first two rows. */
    void draw(Canvas canvas) {
        Epoch last = history.last();
        Curve curve = state.training().steps().now().loss();
        double[] steps = curve.buckets().stream().mapToDouble(Bucket::mean).toArray();
        Epoch lowest = history.lowestLoss();
        Epoch best = history.best();
        canvas.put(1, 0, "loss", Role.TEXT);
        canvas.put(1, 1, columns.isShort() ? "acc" : "accuracy", Role.TEXT);
        String trainLoss = Numbers.loss(last != null ? last.trainLoss() : recentLoss());
        row(
                canvas.row(0),
                last == null && curve.buckets().isEmpty() ? "" : trainLoss,
                steps,
                last == null ? "" : Numbers.loss(last.valLoss()),
                values(Epoch::valLoss),
                lowest == null ? -1 : history.list().indexOf(lowest));
        row(
                canvas.row(1),
                last == null ? "" : Numbers.percent(last.trainAcc()),
                values(Epoch::trainAcc),
                last == null ? "" : Numbers.percent(last.valAcc()),
                values(Epoch::valAcc),
                best == null ? -1 : history.list().indexOf(best));
        if (!columns.isNarrow()) {
            if (lowest != null) {
                best(canvas.row(0), Numbers.loss(lowest.valLoss()), lowest, false);
            }
            if (best != null) {
                best(canvas.row(1), Numbers.percent(best.valAcc()), best, best.equals(last));
            }
        }
    }

    private void row(Canvas row, String train, double[] trainValues, String val, double[] valValues, int best) {
        if (columns.isNarrow()) {
            row.putRight(columns.valueEnd() - 1, 0, train.isEmpty() ? "-" : train, Role.TRAIN);
            row.put(columns.middle(), 0, "val", Role.DIM);
            row.putRight(columns.middle() + VAL_WIDTH, 0, val.isEmpty() ? "-" : val, Role.VALIDATION);
            int x = columns.middle() + VAL_WIDTH + 1;
            Sparkline.draw(row.part(new Rect(x, 0, row.width() - 1 - x, 1)), valValues, best, Role.VALIDATION);
            return;
        }
        int gap = columns.isShort() ? 1 : 2;
        int spark = (columns.middleWidth() - VAL_WIDTH - gap - 1) / 2;
        row.put(1 + columns.labelWidth(), 0, "train", Role.DIM);
        row.putRight(columns.valueEnd(), 0, train.isEmpty() ? "-" : train, Role.TRAIN);
        Sparkline.draw(row.part(new Rect(columns.middle(), 0, spark, 1)), trainValues, -1, Role.TRAIN);
        int x = columns.middle() + spark + gap;
        row.put(x, 0, "val", Role.DIM);
        row.putRight(x + VAL_WIDTH, 0, val.isEmpty() ? "-" : val, Role.VALIDATION);
        Rect place = new Rect(x + VAL_WIDTH + 1, 0, spark, 1);
        Sparkline.draw(row.part(place), valValues, best, Role.VALIDATION);
    }

    private void best(Canvas row, String value, Epoch epoch, boolean star) {
        row.put(columns.right(), 0, "best", Role.DIM);
        row.putRight(columns.right() + BEST_WIDTH, 0, value, Role.GOOD);
        int x = row.put(columns.right() + BEST_WIDTH, 0, " @ " + epoch.epoch(), Role.DIM);
        if (star) {
            row.put(x + 1, 0, row.glyphs().star(), Role.GOOD);
        }
    }

    private double recentLoss() {
        List<Bucket> buckets = state.training().steps().now().loss().buckets();
        return buckets.isEmpty() ? Double.NaN : buckets.get(buckets.size() - 1).mean();
    }

    private double[] values(ToDoubleFunction<Epoch> value) {
        return history.list().stream().mapToDouble(value).toArray();
    }
}
