package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.metric.Metric;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.text.Safe;
import java.util.List;

/** Metrics in a row each: the name as the log has it, the last value, the lowest and the highest, and a sparkline. */
final class LatestValues {
    private static final int VALUE_WIDTH = 8;
    private static final int LEAST_NAME = 12;
    private static final int MOST_NAME = 40;
    private static final int LEAST_SPARK = 8;
    private static final int MOST_SPARK = 40;
    private static final int TWO_COLUMNS_FROM = 120;
    private static final int TWO_COLUMNS_OF = 4;

    private final RunState state;
    private final List<Metric> metrics;

    private record Latest(Metric metric, Curve curve) {
        String text(double value) {
            return metric.text(value, curve.least(), curve.most());
        }
    }

    private static final List<Column<Latest>> COLUMNS = List.of(
            Column.ofNumbers(
                    "last",
                    VALUE_WIDTH,
                    0,
                    Role.TEXT,
                    each -> each.text(each.curve().lastValue())),
            Column.ofNumbers(
                    "min",
                    VALUE_WIDTH,
                    1,
                    Role.DIM,
                    each -> finite(each, each.curve().least())),
            Column.ofNumbers(
                    "max",
                    VALUE_WIDTH,
                    2,
                    Role.DIM,
                    each -> finite(each, each.curve().most())));

    LatestValues(RunState state, List<Metric> metrics) {
        this.state = state;
        this.metrics = metrics;
    }

    private static String finite(Latest each, double value) {
        return Double.isFinite(value) ? each.text(value) : "-";
    }

    /** The rows that show so many metrics on a screen of that width, a header among them. */
    static int rows(int width, int metrics) {
        return 1 + (isInColumns(width, metrics) ? (metrics + 1) / 2 : metrics);
    }

    private static boolean isInColumns(int width, int metrics) {
        return width >= TWO_COLUMNS_FROM && metrics >= TWO_COLUMNS_OF;
    }

    /**
     * The number of metrics that are seen on a part of the screen of that size, if there are {@code metrics} of them.
     */
    static int shown(int width, int height, int metrics) {
        return Math.max(0, height - 1) * (isInColumns(width, metrics) ? 2 : 1);
    }

    /**
     * Draws on all rows, the first of them a header, in two columns if there is room and need.
     *
     * @param down the metrics scrolled down from the first
     */
    void draw(Canvas canvas, int down) {
        int shown = shown(canvas.width(), canvas.height(), metrics.size());
        int begin = Math.max(0, Math.min(down, metrics.size() - shown));
        int end = Math.min(metrics.size(), begin + shown);
        if (!isInColumns(canvas.width(), metrics.size())) {
            column(canvas, begin, end);
        } else {
            int half = canvas.width() / 2;
            int middle = begin + (end - begin + 1) / 2;
            column(canvas.part(new Rect(0, 0, half - 1, canvas.height())), begin, middle);
            column(canvas.part(new Rect(half, 0, canvas.width() - half, canvas.height())), middle, end);
        }
        int below = metrics.size() - end;
        String more = (begin > 0 ? canvas.glyphs().above() + begin + " " : "")
                + (below > 0 ? canvas.glyphs().below() + below : "");
        canvas.putRight(canvas.width() - 1, 0, more.strip(), Role.DIM);
    }

    private void column(Canvas canvas, int begin, int end) {
        int longest = metrics.stream()
                .mapToInt(metric -> Safe.forCells(metric.name()).length())
                .max()
                .orElse(0);
        int name = Math.max(LEAST_NAME, Math.min(Math.min(MOST_NAME, canvas.width() / 3), longest));
        int room = canvas.width() - 2 - name;
        FittedColumns<Latest> columns = FittedColumns.of(COLUMNS, room - LEAST_SPARK - FittedColumns.GAP);
        int start = 1 + name;
        int spark = Math.min(MOST_SPARK, room - columns.width() - FittedColumns.GAP);
        canvas.put(1, 0, "metric", Role.DIM);
        columns.header(canvas, start);
        for (int i = begin; i < end; i++) {
            Metric metric = metrics.get(i);
            Latest latest = new Latest(metric, state.series(metric.name()).curve());
            Canvas row = canvas.row(1 + i - begin);
            row.put(1, 0, Text.cutMiddle(Safe.forCells(metric.name()), name, row.glyphs()), Role.TEXT);
            if (!latest.curve().isEmpty()) {
                columns.row(row, start, latest, null);
                Rect place = new Rect(start + columns.width() + FittedColumns.GAP, 0, spark, 1);
                Sparkline.draw(row.part(place), latest.curve().means(), -1, Labels.role(metric.part()));
            }
        }
    }
}
