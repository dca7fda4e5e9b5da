package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.panel.RowColumns.TableRow;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;

/**
 * The validations and the epochs done, newest at the bottom, the best one starred. The first column has what people
 * call a row: the epoch if each row ends one, else the step.
 */
final class RowTable {
    private static final int LEAST_NUMBER = 5;
    private static final int SPAN = 6;
    private static final double MS = 1000;

    /** A star after the number, and a space before it. */
    private static final int STAR = 2;

    private final RunState state;
    private final List<Measured> rows;
    private final boolean byEpoch;
    private final int number;
    private final List<RowColumns.MetricColumn> metrics;
    private final List<Column<TableRow>> all = new ArrayList<>();

    RowTable(RunState state, Contents contents) {
        this.state = state;
        rows = state.rows().list();
        byEpoch = isByEpoch(rows);
        number = Math.max(LEAST_NUMBER, byEpoch ? 0 : widestStep());
        metrics = RowColumns.of(state, contents);
        if (!byEpoch && rows.stream().anyMatch(row -> Double.isFinite(row.epoch()))) {
            all.add(Column.ofNumbers("epoch", LEAST_NUMBER, metrics.size(), Role.DIM, row -> epoch(row.row())));
        }
        metrics.forEach(each -> all.add(each.column()));
        if (!isTimed() && !rows.isEmpty() && rows.get(rows.size() - 1).timeMs() > 0) {
            all.add(Column.ofNumbers("time", SPAN, metrics.size(), Role.DIM, RowTable::time));
        }
    }

    private boolean isTimed() {
        for (RowColumns.MetricColumn each : metrics) {
            if (each.metric().kind() == Kind.TIME) {
                return true;
            }
        }
        return false;
    }

    private static boolean isByEpoch(List<Measured> rows) {
        for (Measured row : rows) {
            if (row.epoch() != row.step() && !Rows.isEpoch(row)) {
                return false;
            }
        }
        return true;
    }

    /** The time since the row before. */
    private static String time(TableRow row) {
        boolean isKnown = row.before() != null
                && row.before().timeMs() > 0
                && row.row().timeMs() >= row.before().timeMs();
        return isKnown ? Numbers.span((row.row().timeMs() - row.before().timeMs()) / MS) : "";
    }

    private int widestStep() {
        return Numbers.count(Math.max(state.plan().steps(), state.lastStep())).length();
    }

    private static String epoch(Measured row) {
        double epoch = row.epoch();
        boolean isWhole = epoch == Math.rint(epoch);
        return !Double.isFinite(epoch) ? "" : isWhole ? String.valueOf((long) epoch) : Numbers.fixed(epoch, 2);
    }

    /** The columns of the screen that the table needs to show all it has. */
    int fullWidth() {
        return start() + FittedColumns.width(all);
    }

    /** The first column of the screen after the number and its star. */
    private int start() {
        return 1 + number + STAR;
    }

    private FittedColumns<TableRow> fitted(int width) {
        return FittedColumns.of(all, width - start());
    }

    /** The metrics that have a column on a screen of that width. */
    List<Metric> shown(int width) {
        FittedColumns<TableRow> fitted = fitted(width);
        List<Metric> shown = new ArrayList<>();
        for (RowColumns.MetricColumn each : metrics) {
            if (fitted.has(each.column())) {
                shown.add(each.metric());
            }
        }
        return shown;
    }

    /**
     * Draws on all rows of the canvas, the first of them a header if it is asked for.
     *
     * @param back the rows scrolled back from the newest
     */
    void draw(Canvas canvas, boolean header, int back) {
        FittedColumns<TableRow> columns = fitted(canvas.width());
        int top = header ? 1 : 0;
        int height = canvas.height() - top;
        int end = Math.min(rows.size(), Math.max(Math.min(height, rows.size()), rows.size() - back));
        int begin = Math.max(0, end - height);
        if (header) {
            canvas.putRight(Math.max(1 + number, 1 + LEAST_NUMBER), 0, byEpoch ? "epoch" : "step", Role.DIM);
            columns.header(canvas, start());
            more(canvas, start() + columns.width(), begin, rows.size() - end);
        }
        if (header && rows.isEmpty() && height > 0) {
            // The curves show what came before a branch, and this table does not.
            String since = state.parent()
                    .map(parent -> " since it branched from " + Safe.forCells(parent.run()))
                    .orElse("");
            canvas.put(1, 1, Text.cut("no epoch is done yet" + since, canvas.width() - 2, canvas.glyphs()), Role.DIM);
        }
        Measured best = state.best();
        for (int i = begin; i < end; i++) {
            TableRow row = new TableRow(rows.get(i), i == 0 ? null : rows.get(i - 1));
            row(canvas.row(top + i - begin), columns, row, rows.get(i) == best);
        }
    }

    /** Says how many rows there are above and below. If there is no room for both, the newer ones are worth more. */
    private static void more(Canvas canvas, int x, int above, int below) {
        String up = above > 0 ? canvas.glyphs().above() + above : "";
        String down = below > 0 ? canvas.glyphs().below() + below : "";
        String both = up + (above > 0 && below > 0 ? " " : "") + down;
        for (String more : List.of(both, up + down, down)) {
            int end = Math.max(canvas.width() - 1, x + 1 + more.length());
            if (end <= canvas.width()) {
                canvas.putRight(end, 0, more, Role.DIM);
                return;
            }
        }
    }

    private void row(Canvas row, FittedColumns<TableRow> columns, TableRow shown, boolean best) {
        String name =
                byEpoch ? Rows.number(shown.row()) : Numbers.count(shown.row().step());
        row.putRight(1 + number, 0, name, best ? Role.GOOD : Role.TEXT);
        if (best) {
            row.put(1 + number + 1, 0, row.glyphs().star(), Role.GOOD);
        }
        columns.row(row, start(), shown, best ? Role.GOOD : null);
    }
}
