package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;

/** Trends in a row each: last values, sparklines, the best; training beside validation where there are both. */
final class TrendRows {
    /** Characters of a value, unless a series has longer ones. */
    private static final int VALUE = 6;

    /** Columns of a part's name before a value. */
    private static final int PART = 3;

    private static final int BEST_WIDTH = 10;

    private final RunState state;
    private final Columns columns;
    private final boolean isShort;

    /** @param isShort whether labels are short */
    TrendRows(RunState state, Columns columns, boolean isShort) {
        this.state = state;
        this.columns = columns;
        this.isShort = isShort;
    }

    /** What stands at the left of a trend's row. */
    static String label(Trend trend, boolean isShort) {
        return isShort
                ? Labels.shortOf(trend.first().metric())
                : Labels.of(trend.first().metric());
    }

    /** Characters of what stands at its right. */
    static int remarkWidth(RunState state, Trend trend) {
        Highlight best = Highlight.of(state, trend.judge());
        return best == null ? 0 : BEST_WIDTH + " @ ".length() + best.at().length();
    }

    /** Draws a trend on the first row. */
    void draw(Canvas row, Trend trend) {
        TrendLine first = trend.first();
        TrendLine judge = trend.judge();
        Highlight best = Highlight.of(state, judge);
        int width = valueWidth(trend);
        int end = columns.isNarrow() ? columns.valueEnd() - 1 : columns.valueEnd();
        int labelEnd = trend.isPair() ? 1 + columns.labelWidth() - 1 : end - width - 1;
        row.put(1, 0, Text.cutMiddle(label(trend, isShort), labelEnd - 1, row.glyphs()), Role.TEXT);
        row.putRight(end, 0, first.lastText(), first.role());
        if (!trend.isPair()) {
            spark(row, columns.middle(), columns.middleWidth(), first, best);
        } else if (columns.isNarrow()) {
            int x = second(row, columns.middle(), judge, width);
            spark(row, x, row.width() - 1 - x, judge, best);
        } else {
            if (width == VALUE) {
                row.put(1 + columns.labelWidth(), 0, Labels.of(first.metric().part()), Role.DIM);
            }
            int gap = isShort ? 1 : 2;
            int part = PART + width;
            int spark = (columns.middleWidth() - part - gap - 1) / 2;
            spark(row, columns.middle(), spark, first, null);
            int x = second(row, columns.middle() + spark + gap, judge, width);
            spark(row, x, spark, judge, best);
        }
        if (best != null && !columns.isNarrow()) {
            remark(row, judge, best);
        }
    }

    /** The second part and its value; the column after them. */
    private static int second(Canvas row, int x, TrendLine line, int width) {
        row.put(x, 0, Labels.of(line.metric().part()), Role.DIM);
        row.putRight(x + PART + width, 0, line.lastText(), line.role());
        return x + PART + width + 1;
    }

    /** Wide enough for all that a trend's values have been, so that nothing moves. */
    private static int valueWidth(Trend trend) {
        int width = trend.least() < 0 ? VALUE + 1 : VALUE;
        for (TrendLine line : trend.lines()) {
            if (!line.isEmpty()) {
                width = Math.max(width, line.text(line.least()).length());
                width = Math.max(width, line.text(line.most()).length());
            }
        }
        return width;
    }

    private static void spark(Canvas row, int x, int width, TrendLine line, Highlight best) {
        Curve curve = line.finest();
        int marked = best == null ? -1 : curve.at(best.step());
        Sparkline.draw(row.part(new Rect(x, 0, width, 1)), curve.means(), marked, line.role());
    }

    private void remark(Canvas row, TrendLine line, Highlight best) {
        row.put(columns.right(), 0, best.word(), Role.DIM);
        row.putRight(columns.right() + BEST_WIDTH, 0, line.text(best.value()), Role.GOOD);
        int x = row.put(columns.right() + BEST_WIDTH, 0, " @ " + best.at(), Role.DIM);
        if (best.isNewBest()) {
            row.put(x + 1, 0, row.glyphs().star(), Role.GOOD);
        }
    }
}
