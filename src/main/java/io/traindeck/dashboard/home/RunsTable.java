package io.traindeck.dashboard.home;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.function.Function;

/** The runs, one in a row, newest first. Columns that do not fit are left out. */
final class RunsTable {
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 48;
    private static final int LEAST_TREND = 8;
    private static final int MOST_TREND = 60;

    /** Its place among the columns. */
    private static final int TREND = 5;

    private static final int LEAST_RECIPE = 8;
    private static final double MS = 1000;

    /** The rungs of an ablation are longer than the recipes. */
    private static final int MOST_RECIPE = "+batchnorm".length();

    private final int width;
    private final Column<RunSummary> trend;
    private final FittedColumns<RunSummary> columns;
    private final int nameWidth;

    RunsTable(List<RunSummary> runs, long nowMs, int width) {
        this.width = width;
        int longest = longest(runs, RunSummary::name);
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        int recipe = Math.max(LEAST_RECIPE, Math.min(MOST_RECIPE, longest(runs, RunSummary::recipe)));
        List<Column<RunSummary>> least = columns(nowMs, recipe, LEAST_TREND);
        int rest = room - FittedColumns.of(least, room).width();
        int more = Math.max(0, Math.min(rest, Math.min(longest, MOST_NAME) - name));
        nameWidth = name + more;
        List<Column<RunSummary>> all = columns(nowMs, recipe, Math.min(MOST_TREND, LEAST_TREND + rest - more));
        trend = all.get(TREND);
        columns = FittedColumns.of(all, room - more);
    }

    private static int longest(List<RunSummary> runs, Function<RunSummary, String> text) {
        return runs.stream()
                .mapToInt(run -> Safe.forCells(text.apply(run)).length())
                .max()
                .orElse(0);
    }

    /** In the order of the screen. */
    private static List<Column<RunSummary>> columns(long nowMs, int recipe, int trend) {
        return List.of(
                new Column<>("state", 10, 1, false, run -> Role.of(status(run)), run -> run.state()
                        .word()
                        .replace('_', ' ')),
                new Column<>("recipe", recipe, 5, false, run -> Role.DIM, run -> Safe.forCells(run.recipe())),
                new Column<>("data", 8, 7, false, run -> Role.DIM, run -> Safe.forCells(run.data())),
                Column.ofNumbers(
                        "epoch", 7, 3, Role.TEXT, run -> run.epochs() == 0 ? "-" : run.epoch() + "/" + run.epochs()),
                Column.ofNumbers(
                        "best", 6, 2, Role.GOOD, run -> run.bestEpoch() == 0 ? "-" : Numbers.percent(run.bestValAcc())),
                new Column<>("val acc", trend, 6, false, run -> Role.VALIDATION, run -> ""),
                Column.ofNumbers(
                        "age", 6, 4, Role.DIM, run -> Numbers.estimate(Math.max(0, nowMs - run.startedMs()) / MS)));
    }

    private static Status status(RunSummary run) {
        return Status.valueOf(run.state().name());
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        columns.header(row, SIGN + nameWidth);
    }

    /**
     * Draws a run on the first row.
     *
     * @param place among the runs marked to be compared, from 1; 0 where it is not
     */
    void run(Canvas row, RunSummary run, boolean selected, int place) {
        Status status = status(run);
        if (selected) {
            row.put(0, 0, " ".repeat(width), Role.SELECTED);
        }
        if (place > 0) {
            row.put(0, 0, String.valueOf(place), selected ? Role.SELECTED : Role.ACCENT);
        }
        row.put(1, 0, row.glyphs().status(status), selected ? Role.SELECTED : Role.of(status));
        String name = Text.cutMiddle(Safe.forCells(run.name()), nameWidth, row.glyphs());
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        columns.row(row, SIGN + nameWidth, run, selected ? Role.SELECTED : null);
        if (columns.has(trend)) {
            double[] values =
                    run.valAccs().stream().mapToDouble(Double::doubleValue).toArray();
            Canvas cell = row.part(new Rect(columns.at(trend, SIGN + nameWidth), 0, trend.width(), 1));
            Sparkline.draw(cell, values, -1, selected ? Role.SELECTED : Role.VALIDATION);
        }
    }
}
