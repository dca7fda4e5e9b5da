package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.Goal.Better;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;

/** Loss and accuracy in a row each: training beside validation, last values, sparklines, the best. */
final class TrendRows {
    private static final int VAL_WIDTH = 9;
    private static final int BEST_WIDTH = 10;

    private final RunState state;
    private final Columns columns;
    private final Rows rows;

    TrendRows(RunState state, Columns columns) {
        this.state = state;
        this.columns = columns;
        this.rows = state.rows();
    }

    /** Draws on the first two rows. */
    void draw(Canvas canvas) {
        Measured last = rows.last();
        Curve curve = state.series(OwnMetrics.LOSS).curve();
        Measured lowest = rows.best(OwnMetrics.VAL_LOSS, Better.LOWER);
        Measured best = state.best();
        canvas.put(1, 0, "loss", Role.TEXT);
        canvas.put(1, 1, columns.isShort() ? "acc" : "accuracy", Role.TEXT);
        String trainLoss = Numbers.loss(last != null ? last.values().get(OwnMetrics.TRAIN_LOSS) : recent(curve));
        row(
                canvas.row(0),
                last == null && curve.isEmpty() ? "" : trainLoss,
                curve.means(),
                last == null ? "" : Numbers.loss(last.values().get(OwnMetrics.VAL_LOSS)),
                values(OwnMetrics.VAL_LOSS),
                lowest == null ? -1 : rows.list().indexOf(lowest));
        row(
                canvas.row(1),
                last == null ? "" : Numbers.percent(last.values().get(OwnMetrics.TRAIN_ACC)),
                values(OwnMetrics.TRAIN_ACC),
                last == null ? "" : Numbers.percent(last.values().get(OwnMetrics.VAL_ACC)),
                values(OwnMetrics.VAL_ACC),
                best == null ? -1 : rows.list().indexOf(best));
        if (!columns.isNarrow()) {
            if (lowest != null) {
                best(canvas.row(0), Numbers.loss(lowest.values().get(OwnMetrics.VAL_LOSS)), lowest, false);
            }
            if (best != null) {
                best(canvas.row(1), Numbers.percent(best.values().get(OwnMetrics.VAL_ACC)), best, best.equals(last));
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

    private void best(Canvas row, String value, Measured at, boolean star) {
        row.put(columns.right(), 0, "best", Role.DIM);
        row.putRight(columns.right() + BEST_WIDTH, 0, value, Role.GOOD);
        int x = row.put(columns.right() + BEST_WIDTH, 0, " @ " + Rows.number(at), Role.DIM);
        if (star) {
            row.put(x + 1, 0, row.glyphs().star(), Role.GOOD);
        }
    }

    private static double recent(Curve curve) {
        return curve.isEmpty() ? Double.NaN : curve.mean(curve.size() - 1);
    }

    private double[] values(String metric) {
        return rows.list().stream().mapToDouble(row -> row.values().get(metric)).toArray();
    }
}
