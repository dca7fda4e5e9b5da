package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.state.FamilyRows;
import io.traindeck.state.FamilyRows.Row;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The validations and the epochs done, newest at the bottom, the best one starred. The first column has what people
 * call a row: the epoch if each row ends one, else the step. What a branch has in common with the runs that it comes
 * from is dim above its own.
 */
final class RowTable {
    private static final int LEAST_NUMBER = 5;
    private static final int SPAN = 6;
    private static final double MS = 1000;

    /** A star after the number, and a space before it. */
    private static final int STAR = 2;

    private final RunState state;
    private final FamilyRows rows;
    private final boolean byEpoch;
    private final int number;
    private final List<RowColumns.MetricColumn> metrics;
    private final List<Column<Row>> all = new ArrayList<>();

    RowTable(FamilyRows rows, Contents contents) {
        this.rows = rows;
        state = rows.run();
        byEpoch = all(rows, row -> row.epoch() == row.step() || Rows.isEpoch(row));
        number = Math.max(LEAST_NUMBER, byEpoch ? 0 : widestStep());
        metrics = RowColumns.of(rows, contents);
        if (!byEpoch && !all(rows, row -> !Double.isFinite(row.epoch()))) {
            all.add(Column.ofNumbers("epoch", LEAST_NUMBER, metrics.size(), Role.DIM, row -> epoch(row.row())));
        }
        metrics.forEach(each -> all.add(each.column()));
        if (!isTimed() && !rows.isEmpty() && rows.last().timeMs() > 0) {
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

    private static boolean all(FamilyRows rows, Predicate<Measured> test) {
        for (RunState run : rows.runs()) {
            for (Measured row : run.rows().list()) {
                if (!test.test(row)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The time since the row before. */
    private static String time(Row row) {
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

    private FittedColumns<Row> fitted(int width) {
        return FittedColumns.of(all, width - start());
    }

    /** The metrics that have a column on a screen of that width. */
    List<Metric> shown(int width) {
        FittedColumns<Row> fitted = fitted(width);
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
        FittedColumns<Row> columns = fitted(canvas.width());
        int top = header ? 1 : 0;
        int height = canvas.height() - top;
        int end = Math.min(rows.size(), Math.max(Math.min(height, rows.size()), rows.size() - back));
        int begin = Math.max(0, end - height);
        if (header) {
            canvas.putRight(Math.max(1 + number, 1 + LEAST_NUMBER), 0, byEpoch ? "epoch" : "step", Role.DIM);
            columns.header(canvas, start());
            more(canvas, start() + columns.width(), begin, rows.size() - end);
        }
        if (header && !rows.hasOwn() && height > rows.size()) {
            // The words stand where the first row of its own will.
            String since = state.parent()
                    .map(parent -> " since it branched from " + Safe.forCells(parent.run()))
                    .orElse("");
            String words = Text.cut("no epoch is done yet" + since, canvas.width() - 2, canvas.glyphs());
            canvas.put(1, 1 + rows.size(), words, Role.DIM);
        }
        for (int i = begin; i < end; i++) {
            Canvas row = canvas.row(top + i - begin);
            if (i < rows.shared()) {
                shared(row, columns, rows.get(i));
            } else {
                own(row, columns, rows.get(i));
            }
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

    private void own(Canvas row, FittedColumns<Row> columns, Row shown) {
        boolean best = shown.row() == state.best();
        row.putRight(1 + number, 0, name(shown.row()), best ? Role.GOOD : Role.TEXT);
        if (best) {
            row.put(1 + number + 1, 0, row.glyphs().star(), Role.GOOD);
        }
        columns.row(row, start(), shown, best ? Role.GOOD : null);
    }

    /**
     * Draws a row that a branch has from a run that it comes from. The star stands there for as long as no row of its
     * own is better. Where colours do not tell whose rows these are, a sign does.
     */
    private void shared(Canvas row, FittedColumns<Row> columns, Row shown) {
        row.putRight(1 + number, 0, name(shown.row()), Role.DIM);
        if (isBestBefore(shown.row())) {
            row.put(1 + number + 1, 0, row.glyphs().star(), Role.GOOD);
        } else if (!row.tellsByColour()) {
            row.put(1 + number + 1, 0, row.glyphs().limit(), Role.DIM);
        }
        columns.row(row, start(), shown, Role.DIM);
    }

    /** Returns whether the best that the branch tells of is that row of a run that it comes from. */
    private boolean isBestBefore(Measured row) {
        Measured best = state.best();
        return best != null
                && best.step() == row.step()
                && state.parent().filter(parent -> best.step() <= parent.step()).isPresent();
    }

    private String name(Measured row) {
        return byEpoch ? Rows.number(row) : Numbers.count(row.step());
    }
}
