package io.traindeck.dashboard.panel;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.dashboard.chart.Dots;
import io.traindeck.dashboard.chart.Gauge;
import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.DialNumber;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Metric;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.state.Series;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;

/** The gauges of the overview, a row each. */
final class GaugeRows {
    /** The powers of ten from the gauge's middle to each of its ends. */
    private static final double DECADES_EACH_SIDE = 2;

    /** The factor above the clip limit from which on a gradient has exploded. */
    private static final double EXPLODED = 10;

    /** The share of the patience that is used up when it is time to look. */
    private static final double IMPATIENT = 0.5;

    private final RunState state;
    private final boolean isOver;
    private final Columns columns;
    private final boolean isShort;
    private final Memo<double[]> planned;

    /**
     * @param isOver whether nobody trains any more
     * @param isShort whether labels are short
     * @param planned the rates of the planned schedule, kept for the next picture
     */
    GaugeRows(RunState state, boolean isOver, Columns columns, boolean isShort, Memo<double[]> planned) {
        this.state = state;
        this.isOver = isOver;
        this.columns = columns;
        this.isShort = isShort;
        this.planned = planned;
    }

    /** Draws the gradient norm of the last step, logarithmic, with the clip limit in the middle. */
    void norm(Canvas row, Metric metric) {
        Series norms = state.series(metric.name());
        double clip = state.plan().clip();
        boolean clipped = clip > 0 && Double.isFinite(clip);
        double middle = clipped ? clip : usual(norms.curve());
        double norm = norms.last();
        boolean bad = !norms.isEmpty() && (!Double.isFinite(norm) || (clipped && norm > EXPLODED * clip));
        label(row, metric, norms.isEmpty() ? "-" : Numbers.norm(norm), bad ? Role.BAD : Role.TEXT);
        Canvas gauge = gauge(row);
        double share = share(norm, middle);
        Gauge.draw(gauge, norms.isEmpty() ? 0 : bad && Double.isNaN(norm) ? 1 : share, bad ? Role.BAD : Role.ACCENT);
        if (clipped) {
            Gauge.limit(gauge, share(clip, middle), bad ? Role.BAD : Role.DIM);
            String words = "clip " + Numbers.norm(clip);
            // In ASCII what is empty of a bar is not blank.
            String name = row.glyphs().isUnicode() ? words : " " + words + " ";
            int end = gauge.width() - 2;
            // The name stands at the right end, where only an exploding norm reaches: it need not be seen then.
            if (share(norm, middle) * end < end - name.length() - 1) {
                gauge.putRight(end, 0, columns.isNarrow() ? "" : name, Role.DIM);
            }
        }
        double ofEpoch = state.progress().epochNorm();
        double max = Double.isNaN(ofEpoch) && Double.isFinite(norms.curve().most())
                ? norms.curve().most()
                : ofEpoch;
        if (!columns.isNarrow() && !norms.isEmpty()) {
            boolean high = clipped && max > EXPLODED * clip;
            row.put(columns.right(), 0, "max " + Numbers.norm(max), high ? Role.BAD : Role.DIM);
        }
    }

    /** The power of ten that is nearest to what norms have been. */
    private static double usual(Curve norms) {
        double usual = Math.sqrt(norms.least() * norms.most());
        return usual > 0 && Double.isFinite(usual) ? Math.pow(10, Math.rint(Math.log10(usual))) : 1;
    }

    private static double share(double norm, double middle) {
        double decades = Math.log10(norm / middle);
        return Math.max(0, Math.min(1, (decades + DECADES_EACH_SIDE) / (2 * DECADES_EACH_SIDE)));
    }

    /** Draws the learning rate, on the whole planned schedule; if none is known, as it has been so far. */
    void rate(Canvas row, Metric metric) {
        Series rates = state.series(metric.name());
        label(row, metric, rates.isEmpty() ? "-" : Numbers.rate(rates.last()), Role.TEXT);
        Canvas gauge = gauge(row);
        gauge.put(0, 0, row.glyphs().barLeft(), Role.FRAME);
        gauge.put(gauge.width() - 1, 0, row.glyphs().barRight(), Role.FRAME);
        Canvas inside = gauge.part(new Rect(1, 0, gauge.width() - 2, 1));
        SchedulePlan plan = state.schedule();
        boolean isPlanned = state.plan().steps() > 0 && plan.isKnown() && plan.maxLr() > 0;
        double share = state.plan().steps() > 0
                ? (double) state.lastStep() / state.plan().steps()
                : 1;
        int now = (int) Math.min(inside.width() - 1, Math.round(share * (inside.width() - 1)));
        if (isPlanned) {
            plan(inside, plan);
        } else {
            Sparkline.draw(
                    inside.part(new Rect(0, 0, now + 1, 1)), rates.curve().means(), -1, Role.DIM);
        }
        if (!rates.isEmpty() && (isPlanned || state.plan().steps() > 0)) {
            inside.put(now, 0, row.glyphs().point(), Role.ACCENT);
        }
        if (!columns.isNarrow()) {
            String remark = isPlanned
                    ? Numbers.wholePercent(share) + " of " + Safe.forCells(plan.title())
                    : rates.isEmpty() || !Double.isFinite(rates.curve().most())
                            ? ""
                            : "max " + Numbers.rate(rates.curve().most());
            String next = next(metric, rates);
            row.put(
                    columns.right(),
                    0,
                    Text.cut(next.isEmpty() ? remark : next, row.width() - columns.right(), row.glyphs()),
                    next.isEmpty() ? Role.DIM : Role.ACCENT);
        }
    }

    /**
     * Says what the dial of that name was turned to, if no step has been measured with it yet but one will be; else
     * empty.
     */
    private String next(Metric metric, Series rates) {
        return state.turned()
                .last(metric.name())
                .filter(turn -> !isOver && turn.step() >= rates.lastStep())
                .map(turn -> "next " + Safe.forCells(DialNumber.text(turn.after())))
                .orElse("");
    }

    private void plan(Canvas canvas, SchedulePlan plan) {
        boolean unicode = canvas.glyphs().isUnicode();
        int points = unicode ? canvas.width() * Dots.ACROSS : canvas.width();
        Sparkline.draw(canvas, planned.of(List.of(plan, points), () -> rates(plan, points)), -1, Role.DIM);
    }

    private static double[] rates(SchedulePlan plan, int points) {
        double[] rates = new double[Math.max(0, points)];
        for (int i = 0; i < points; i++) {
            rates[i] = plan.rate(1 + Math.round((double) i / Math.max(1, points - 1) * (plan.steps() - 1)));
        }
        return rates;
    }

    /** Draws the rows without a better goal, of those that are waited for. */
    void patience(Canvas row) {
        int patience = state.plan().patience();
        int bad = badRows();
        double share = patience < 1 ? 0 : (double) bad / patience;
        Role role = share >= 1 ? Role.BAD : share >= IMPATIENT ? Role.WARN : Role.ACCENT;
        String value = !state.isDescribed() ? "-" : patience < 1 ? "off" : bad + " of " + patience;
        row.put(1, 0, isShort ? "pat" : "patience", Role.TEXT);
        row.putRight(columns.valueEnd(), 0, value, share >= IMPATIENT ? role : Role.TEXT);
        Gauge.draw(gauge(row), share, role);
        if (!isOver && !columns.isNarrow() && patience > 0 && bad > 0) {
            int left = Math.max(0, patience - bad);
            String each = state.epochsDone() > 0 ? " epoch" : " round";
            row.put(columns.right(), 0, left + (left == 1 ? each : each + "s") + " left", Role.DIM);
        }
    }

    /** The rows without a better goal that the last row tells; if it tells nothing, the rows since the best. */
    private int badRows() {
        Measured last = state.rows().last();
        Measured best = state.best();
        if (last == null) {
            return 0;
        } else if (last.values().has(OwnMetrics.BAD_EPOCHS) || best == null) {
            return (int) last.values().get(OwnMetrics.BAD_EPOCHS);
        }
        String goal = state.goal() == null ? "" : state.goal().metric();
        return (int) state.rows().list().stream()
                .filter(row -> row.step() > best.step() && row.values().has(goal))
                .count();
    }

    private void label(Canvas row, Metric metric, String value, Role role) {
        String label = isShort ? Labels.shortOf(metric) : Labels.of(metric);
        int room = columns.valueEnd() - value.length() - 2;
        row.put(1, 0, Text.cutMiddle(label, room, row.glyphs()), Role.TEXT);
        row.putRight(columns.valueEnd(), 0, value, role);
    }

    private Canvas gauge(Canvas row) {
        return row.part(new Rect(columns.middle(), 0, columns.middleWidth(), 1));
    }
}
