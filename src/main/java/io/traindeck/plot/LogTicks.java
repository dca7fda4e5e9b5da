package io.traindeck.plot;

import io.traindeck.text.Numbers;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A vertical logarithmic axis whose ticks are round numbers, however few or many powers of ten it spans. */
final class LogTicks extends LogAxis {
    private static final long serialVersionUID = 1L;

    private static final int MOST_POWERS = 6;
    private static final int FEWEST = 3;

    LogTicks(String label) {
        super(label);
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        for (double value : values()) {
            ticks.add(new NumberTick(
                    value, Numbers.shortest(value), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0));
        }
        return ticks;
    }

    /**
     * The values of the ticks: powers of ten if there are enough; else 1, 2 and 5 times those if that is enough; else
     * equal steps.
     */
    private List<Double> values() {
        double powers = Math.log10(getUpperBound() / getLowerBound());
        int stride = (int) Math.max(1, Math.ceil(powers / MOST_POWERS));
        List<Double> values = multiples(stride, 1);
        if (values.size() < FEWEST) {
            values = multiples(1, 1, 2, 5);
        }
        if (values.size() < FEWEST) {
            values = steps();
        }
        return values;
    }

    private List<Double> multiples(int stride, int... factors) {
        List<Double> values = new ArrayList<>();
        int first = Math.floorDiv((int) Math.floor(Math.log10(getLowerBound())), stride) * stride;
        for (int power = first; Math.pow(10, power) <= getUpperBound(); power += stride) {
            for (int factor : factors) {
                double value = factor * Math.pow(10, power);
                if (getRange().contains(value)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private List<Double> steps() {
        List<Double> values = new ArrayList<>();
        double step = Axes.step(getRange().getLength(), 2 * FEWEST);
        for (long i = (long) Math.ceil(getLowerBound() / step); i * step <= getUpperBound(); i++) {
            values.add(i * step);
        }
        return values;
    }
}
