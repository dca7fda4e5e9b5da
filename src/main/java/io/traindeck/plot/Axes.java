package io.traindeck.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/** Axes with few, round ticks, written the same in every country. */
final class Axes {
    static final Color INK = new Color(0x333333);

    private static final int MOST_EPOCH_STEPS = 10;
    private static final int MOST_STEPS = 5;

    /** Room beyond the last point, as a share of the axis, so that no mark is cut. */
    private static final double MARGIN = 0.05;

    /** The length of an axis whose values are all equal, as a share of that value, or of 1 if it is smaller. */
    private static final double LEAST_SPAN = 0.1;

    private static final double ROOM_ACROSS = 0.03;

    private static final double LARGEST_PLAIN = 1e5;

    private Axes() {}

    /** An axis from 0 to {@code last}, with ticks at whole epochs. */
    static NumberAxis epochs(double last) {
        double end = Math.max(1, Math.ceil(last));
        double step = Math.max(1, step(end, MOST_EPOCH_STEPS));
        return across("epoch", 0, end, step, format(step, end));
    }

    /** An axis with ticks at whole steps, whose numbers may be long. */
    static NumberAxis steps(double first, double last) {
        double end = Math.max(first + 1, last);
        double step = Math.max(1, step(end - first, MOST_STEPS));
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        return across("step", first, end, step, new DecimalFormat("#,##0", symbols));
    }

    private static NumberAxis across(String label, double first, double last, double step, NumberFormat numbers) {
        NumberAxis axis = styled(new NumberAxis(label));
        double room = ROOM_ACROSS * (last - first);
        axis.setRange(first - room, last + room);
        axis.setTickUnit(new NumberTickUnit(step, numbers));
        return axis;
    }

    /** An axis around {@code values} that never reaches beyond {@code limits}. */
    static NumberAxis linear(String label, Range values, Range limits, int mostSteps) {
        double room = MARGIN * Math.max(values.getLength(), LEAST_SPAN * Math.max(1, Math.abs(values.getUpperBound())));
        double low = Math.max(limits.getLowerBound(), values.getLowerBound() - room);
        double high = Math.min(limits.getUpperBound(), values.getUpperBound() + room);
        NumberAxis axis = styled(new NumberAxis(label));
        axis.setRange(low, high);
        double step = step(high - low, mostSteps);
        axis.setTickUnit(new NumberTickUnit(step, format(step, high)));
        return axis;
    }

    /** A logarithmic axis around {@code values}, which are positive. */
    static ValueAxis logarithmic(String label, Range values) {
        double room = Math.pow(values.getUpperBound() / values.getLowerBound(), MARGIN) * (1 + MARGIN);
        LogTicks axis = styled(new LogTicks(label));
        axis.setRange(values.getLowerBound() / room, values.getUpperBound() * room);
        return axis;
    }

    static <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(Fonts.text());
        axis.setTickLabelFont(Fonts.text());
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(INK);
        axis.setAxisLineStroke(new BasicStroke(1.5f));
        axis.setTickMarkPaint(INK);
        axis.setTickMarkStroke(new BasicStroke(1.5f));
        axis.setTickMarkOutsideLength(6);
        axis.setTickLabelInsets(new RectangleInsets(4, 6, 2, 10));
        axis.setLabelInsets(new RectangleInsets(2, 0, 2, 0));
        return axis;
    }

    /** The smallest step that fits at most {@code most} times into {@code span}: 1, 2 or 5 times a power of ten. */
    static double step(double span, int most) {
        double power = Math.pow(10, Math.floor(Math.log10(span / most)));
        return Stream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(step -> span / step <= most)
                .findFirst()
                .orElse(10 * power);
    }

    /** A format for numbers up to {@code largest} that are {@code step} apart. */
    static NumberFormat format(double step, double largest) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        boolean plain = Math.abs(largest) < LARGEST_PLAIN && decimals <= 5;
        String pattern = plain ? "0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)) : "0.##E0";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /**
     * The exponent of the power of ten in which rates up to {@code highest} are written; 0 if they are short without
     * one.
     */
    static int scale(double highest) {
        int exponent = highest > 0 ? (int) Math.floor(Math.log10(highest)) : 0;
        return exponent < -1 || exponent > 2 ? exponent : 0;
    }

    /** The part of a label that tells {@link #scale}: (×10⁻³), or nothing. */
    static String unit(int exponent) {
        StringBuilder digits = new StringBuilder();
        String.valueOf(exponent).chars().forEach(c -> digits.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return exponent == 0 ? "" : " (×10" + digits + ")";
    }

    /** The range from the least to the greatest value, without the gaps; null if there are only gaps. */
    static Range range(Stream<Points> curves) {
        double[] values = curves.flatMapToDouble(points -> Arrays.stream(points.y()))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return values.length == 0 ? null : new Range(values[0], values[values.length - 1]);
    }
}
