package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.metric.Metric;
import io.traindeck.state.RunState;
import java.util.List;

/** Trends in a row each: last values, sparklines, the best; training beside validation where there are both. */
final class TrendRows {
    private static final int SPACE = 1;

    private final RunState state;
    private final Columns columns;
    private final boolean isShort;

    /** @param isShort whether labels are short */
    TrendRows(RunState state, Columns columns, boolean isShort) {
        this.state = state;
        this.columns = columns;
        this.isShort = isShort;
    }

    /** The characters of all that stands in the rows of those trends. */
    static Columns.Texts texts(RunState state, List<Trend> trends, boolean isShort) {
        Columns.Texts longest = new Columns.Texts(0, Trend.USUAL_VALUE, 0);
        for (Trend trend : trends) {
            Highlight best = Highlight.of(state, trend.judge());
            int value = trend.valueWidth();
            int remark = best == null ? 0 : (best.word() + " ").length() + value + at(best).length();
            longest = longest.or(new Columns.Texts(label(trend, isShort).length(), value, remark));
        }
        return longest;
    }

    private static String label(Trend trend, boolean isShort) {
        Metric metric = trend.first().metric();
        return isShort ? Labels.shortOf(metric) : Labels.of(metric);
    }

    private static String at(Highlight best) {
        return " @ " + best.at();
    }

    /** Draws a trend on the first row. */
    void draw(Canvas row, Trend trend) {
        TrendLine first = trend.first();
        TrendLine judge = trend.judge();
        Highlight best = Highlight.of(state, judge);
        int end = columns.isNarrow() ? columns.valueEnd() - 1 : columns.valueEnd();
        int labelEnd = trend.isPair() ? columns.labelWidth() : end - columns.value() - 1;
        row.put(1, 0, Text.cutMiddle(label(trend, isShort), labelEnd - 1, row.glyphs()), Role.TEXT);
        row.putRight(end, 0, first.lastText(), first.role());
        if (!trend.isPair()) {
            spark(row, columns.middle(), columns.middleWidth(), trend, first, best);
        } else if (columns.isNarrow()) {
            int x = second(row, columns.middle(), judge);
            spark(row, x, row.width() - 1 - x, trend, judge, best);
        } else {
            row.put(1 + columns.labelWidth(), 0, first.lastOf(), Role.DIM);
            int gap = isShort ? 1 : 2;
            int spark = (columns.middleWidth() - secondWidth(judge) - gap) / 2;
            spark(row, columns.middle(), spark, trend, first, null);
            int x = second(row, columns.middle() + spark + gap, judge);
            spark(row, x, spark, trend, judge, best);
        }
        if (best != null && !columns.isNarrow()) {
            remark(row, judge, best);
        }
    }

    /** The columns of the second part, its value, and a space after it. */
    private int secondWidth(TrendLine line) {
        return Labels.of(line.metric().part()).length() + SPACE + columns.value() + SPACE;
    }

    /** Draws the second part and its value. Returns the column after them. */
    private int second(Canvas row, int x, TrendLine line) {
        int end = x + secondWidth(line);
        row.put(x, 0, Labels.of(line.metric().part()), Role.DIM);
        row.putRight(end - SPACE, 0, line.lastText(), line.role());
        return end;
    }

    private void spark(Canvas row, int x, int width, Trend trend, TrendLine line, Highlight best) {
        long marked = best == null ? FamilySparkline.NO_STEP : best.step();
        FamilySparkline.of(state, trend.group(), line).draw(row.part(new Rect(x, 0, width, 1)), marked);
    }

    private void remark(Canvas row, TrendLine line, Highlight best) {
        row.put(columns.right(), 0, best.word(), Role.DIM);
        int end = columns.right() + "best".length() + SPACE + columns.value();
        row.putRight(end, 0, line.text(best.value()), Role.GOOD);
        int x = row.put(end, 0, at(best), Role.DIM);
        if (best.isNewBest()) {
            row.put(x + 1, 0, row.glyphs().star(), Role.GOOD);
        }
    }
}
