package io.traindeck.dashboard.panel;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.dashboard.chart.Dots;
import io.traindeck.dashboard.chart.Gauge;
import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.RunState;
import io.traindeck.state.Series;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;

/** The gauges of the overview, a row each. */
final class GaugeRows {
    /** The gauge's ends, as factors of the limit that clipping holds to, or of 1 without clipping. */
    private static final double DECADES_EACH_SIDE = 2;

    /** Times the limit: a gradient that large has exploded. */
    private static final double EXPLODED = 10;

    /** Share of the patience that is used up when it is time to look. */
    private static final double IMPATIENT = 0.5;

    private final RunState state;
    private final Columns columns;

    GaugeRows(RunState state, Columns columns) {
        this.state = state;
        this.columns = columns;
    }

    /** The gradient norm of the last step, logarithmic, with the clip limit in the middle. */
    void gradientNorm(Canvas row) {
        Series norms = state.series(OwnMetrics.GRAD_NORM);
        double clip = state.plan().clip();
        boolean clipped = clip > 0 && Double.isFinite(clip);
        double middle = clipped ? clip : 1;
        double norm = norms.last();
        boolean bad = !norms.isEmpty() && (!Double.isFinite(norm) || (clipped && norm > EXPLODED * clip));
        label(row, "grad norm", "grad", norms.isEmpty() ? "-" : Numbers.norm(norm), bad ? Role.BAD : Role.TEXT);
        Canvas gauge = gauge(row);
        double share = share(norm, middle);
        Gauge.draw(gauge, norms.isEmpty() ? 0 : bad && Double.isNaN(norm) ? 1 : share, bad ? Role.BAD : Role.ACCENT);
        if (clipped) {
            Gauge.limit(gauge, share(clip, middle), bad ? Role.BAD : Role.DIM);
            String name = "clip " + Numbers.norm(clip);
            int end = gauge.width() - 2;
            // The name stands at the right end, where only an exploding norm reaches: it need not be seen then.
            if (share(norm, middle) * end < end - name.length() - 1) {
                gauge.putRight(end, 0, columns.isNarrow() ? "" : name, Role.DIM);
            }
        }
        double max = state.epochNorm();
        if (!columns.isNarrow() && !norms.isEmpty()) {
            boolean high = clipped && max > EXPLODED * clip;
            row.put(columns.right(), 0, "max " + Numbers.norm(max), high ? Role.BAD : Role.DIM);
        }
    }

    private static double share(double norm, double middle) {
        double decades = Math.log10(norm / middle);
        return Math.max(0, Math.min(1, (decades + DECADES_EACH_SIDE) / (2 * DECADES_EACH_SIDE)));
    }

    /** The learning rate, on the whole planned schedule. */
    void rate(Canvas row) {
        Series rates = state.series(OwnMetrics.LR);
        label(row, "lr", "lr", rates.isEmpty() ? "-" : Numbers.rate(rates.last()), Role.TEXT);
        Canvas gauge = gauge(row);
        gauge.put(0, 0, row.glyphs().barLeft(), Role.FRAME);
        gauge.put(gauge.width() - 1, 0, row.glyphs().barRight(), Role.FRAME);
        if (state.plan().steps() == 0) {
            return;
        }
        SchedulePlan plan = SchedulePlan.of(state.plan());
        int cells = gauge.width() - 2;
        plan(gauge.part(new Rect(1, 0, cells, 1)), plan);
        double share = (double) state.lastStep() / plan.steps();
        if (!rates.isEmpty()) {
            int at = (int) Math.min(cells - 1, Math.round(share * (cells - 1)));
            gauge.put(1 + at, 0, row.glyphs().point(), Role.ACCENT);
        }
        if (!columns.isNarrow()) {
            String text = Numbers.wholePercent(share) + " of " + Safe.forCells(plan.title());
            row.put(columns.right(), 0, Text.cut(text, row.width() - columns.right(), row.glyphs()), Role.DIM);
        }
    }

    private static void plan(Canvas canvas, SchedulePlan plan) {
        boolean unicode = canvas.glyphs().isUnicode();
        int points = unicode ? canvas.width() * Dots.ACROSS : canvas.width();
        double[] rates = new double[Math.max(0, points)];
        for (int i = 0; i < points; i++) {
            rates[i] = plan.rate(1 + Math.round((double) i / Math.max(1, points - 1) * (plan.steps() - 1)));
        }
        Sparkline.draw(canvas, rates, -1, Role.DIM);
    }

    /** Epochs in a row that were not the best, of those that are waited for. */
    void patience(Canvas row) {
        int patience = state.plan().patience();
        Measured last = state.rows().last();
        int bad = last == null ? 0 : (int) last.values().get(OwnMetrics.BAD_EPOCHS);
        double share = patience < 1 ? 0 : (double) bad / patience;
        Role role = share >= 1 ? Role.BAD : share >= IMPATIENT ? Role.WARN : Role.ACCENT;
        String value = !state.isDescribed() ? "-" : patience < 1 ? "off" : bad + " of " + patience;
        label(row, "patience", "pat", value, share >= IMPATIENT ? role : Role.TEXT);
        Gauge.draw(gauge(row), share, role);
        if (!columns.isNarrow() && patience > 0 && bad > 0) {
            int left = Math.max(0, patience - bad);
            row.put(columns.right(), 0, left + (left == 1 ? " epoch left" : " epochs left"), Role.DIM);
        }
    }

    private void label(Canvas row, String label, String shortLabel, String value, Role role) {
        row.put(1, 0, columns.isShort() ? shortLabel : label, Role.TEXT);
        row.putRight(columns.valueEnd(), 0, value, role);
    }

    private Canvas gauge(Canvas row) {
        return row.part(new Rect(columns.middle(), 0, columns.middleWidth(), 1));
    }
}
