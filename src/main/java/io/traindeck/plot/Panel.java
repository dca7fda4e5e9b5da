package io.traindeck.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** One of the figure's charts: a heading, a key of what its lines mean, and curves by epoch or step. Marks lie over lines. */
final class Panel {
    private static final int HEADING_HEIGHT = 38;

    /** The room for the widest tick label and the axis label; it is the same everywhere, so that panels line up. */
    private static final int AXIS_WIDTH = 92;

    private static final Color GRID = new Color(0xE2E2E2);
    private static final float BAND_ALPHA = 0.2f;

    private final String heading;
    private final List<LegendItem> key = new ArrayList<>();
    private final YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
    private final XYSeriesCollection lines = new XYSeriesCollection();
    private final XYSeriesCollection marks = new XYSeriesCollection();
    private final DeviationRenderer bandRenderer = new DeviationRenderer(false, false);
    private final XYLineAndShapeRenderer lineRenderer = new XYLineAndShapeRenderer(true, false);
    private final XYLineAndShapeRenderer markRenderer = new XYLineAndShapeRenderer(false, true);
    private final XYPlot plot = new XYPlot();

    /** @param nothing the text to show if there are no curves */
    Panel(String heading, String nothing) {
        this.heading = heading;
        lineRenderer.setDrawSeriesLineAsPath(true); // else dashes begin anew at every point
        markRenderer.setUseFillPaint(true);
        markRenderer.setUseOutlinePaint(true);
        bandRenderer.setAlpha(BAND_ALPHA);
        plot.setDataset(0, bands);
        plot.setDataset(1, lines);
        plot.setDataset(2, marks);
        plot.setRenderer(0, bandRenderer);
        plot.setRenderer(1, lineRenderer);
        plot.setRenderer(2, markRenderer);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setNoDataMessage(nothing);
        plot.setNoDataMessageFont(Fonts.text());
        plot.setNoDataMessagePaint(Axes.INK);
        plot.setBackgroundPaint(null);
        plot.setOutlinePaint(null);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        AxisSpace left = new AxisSpace();
        left.setLeft(AXIS_WIDTH);
        plot.setFixedRangeAxisSpace(left);
    }

    void line(Points points, Paint paint, Stroke stroke) {
        if (points.isEmpty()) {
            return;
        }
        int series = lines.getSeriesCount();
        lines.addSeries(series(series, points));
        lineRenderer.setSeriesPaint(series, paint);
        lineRenderer.setSeriesStroke(series, stroke);
    }

    void marks(Points points, Shape shape, Paint fill, Paint outline, Stroke stroke) {
        if (points.isEmpty()) {
            return;
        }
        int series = marks.getSeriesCount();
        marks.addSeries(series(series, points));
        markRenderer.setSeriesShape(series, shape);
        markRenderer.setSeriesFillPaint(series, fill);
        markRenderer.setSeriesOutlinePaint(series, outline);
        markRenderer.setSeriesOutlineStroke(series, stroke);
    }

    private static XYSeries series(int key, Points points) {
        XYSeries series = new XYSeries(key, false, true);
        for (int i = 0; i < points.size(); i++) {
            series.add(points.x()[i], points.y()[i], false);
        }
        return series;
    }

    /** Adds the area between two curves; it has a gap where one of them has one. */
    void band(Points low, Points high, Paint paint) {
        YIntervalSeries part = null; // The renderer knows no gaps: each part between gaps is a series.
        for (int i = 0; i < low.size(); i++) {
            if (low.isGap(i) || high.isGap(i)) {
                part = null;
                continue;
            }
            if (part == null) {
                int series = bands.getSeriesCount();
                part = new YIntervalSeries(series, false, true);
                bands.addSeries(part);
                bandRenderer.setSeriesFillPaint(series, paint);
            }
            part.add(low.x()[i], low.y()[i], low.y()[i], high.y()[i]);
        }
    }

    /** Draws a line across the whole panel at a value that matters. */
    void level(double value, Paint paint, Stroke stroke) {
        plot.addRangeMarker(new ValueMarker(value, paint, stroke));
    }

    /** Adds an entry to the key. */
    void explain(LegendItem item) {
        key.add(item);
    }

    void draw(Graphics2D g2, Rectangle2D area, ValueAxis across, ValueAxis values) {
        plot.setDomainAxis(across);
        plot.setRangeAxis(values);
        g2.setFont(Fonts.heading());
        g2.setPaint(Axes.INK);
        int baseline = g2.getFontMetrics().getAscent();
        g2.drawString(heading, (float) area.getX() + AXIS_WIDTH, (float) area.getY() + baseline);
        if (!key.isEmpty() && lines.getSeriesCount() > 0) {
            Legend legend = Legend.row(key, g2);
            legend.draw(g2, area.getMaxX() - legend.width(), area.getY() + (HEADING_HEIGHT - legend.height()) / 2 - 4);
        }
        plot.draw(
                g2,
                new Rectangle2D.Double(
                        area.getX(), area.getY() + HEADING_HEIGHT, area.getWidth(), area.getHeight() - HEADING_HEIGHT),
                null,
                null,
                null);
    }
}
