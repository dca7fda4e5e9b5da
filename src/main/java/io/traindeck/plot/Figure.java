package io.traindeck.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.jfree.chart.LegendItem;
import org.jfree.chart.text.TextUtils;

/** The whole figure: a title, the legend of runs where there are several, and four panels in two columns. */
final class Figure {
    static final int WIDTH = 1600;

    private static final Color PAPER = Color.WHITE;
    private static final int MARGIN = 36;
    private static final int BETWEEN_COLUMNS = 40;
    private static final int BETWEEN_ROWS = 18;
    private static final int UPPER_HEIGHT = 470;
    private static final int LOWER_HEIGHT = 340;
    private static final int TITLE_HEIGHT = 46;
    private static final int UNDER_LEGEND = 22;

    private static final Map<RenderingHints.Key, Object> HINTS = Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);

    private final List<Track> tracks;
    private final Legend legend;

    /** @param tracks at least one, and not all of them empty */
    Figure(List<Track> tracks) {
        this.tracks = tracks;
        Graphics2D measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        measure.addRenderingHints(HINTS);
        List<LegendItem> items = tracks.stream().map(Keys::run).toList();
        legend = tracks.size() == 1 ? null : Legend.columns(items, measure, WIDTH - 2 * MARGIN);
        measure.dispose();
    }

    int height() {
        return panelsAt() + UPPER_HEIGHT + BETWEEN_ROWS + LOWER_HEIGHT + MARGIN;
    }

    private int panelsAt() {
        int under = legend == null ? TITLE_HEIGHT : (int) Math.ceil(legend.height());
        return MARGIN + TITLE_HEIGHT + under + UNDER_LEGEND;
    }

    /** The figure's title; for one run its name. */
    String title() {
        if (tracks.size() == 1) {
            return tracks.get(0).name();
        }
        List<String> data = tracks.stream().map(Track::data).distinct().toList();
        return tracks.size() + " runs" + (data.size() == 1 && !data.get(0).isEmpty() ? " on " + data.get(0) : "");
    }

    /** On {@link #WIDTH} x {@link #height()} pixels. */
    void draw(Graphics2D g2) {
        TextUtils.setUseDrawRotatedStringWorkaround(false); // else an SVG has shapes of letters for text that stands
        g2.addRenderingHints(HINTS);
        g2.setPaint(PAPER);
        g2.fill(new Rectangle2D.Double(0, 0, WIDTH, height()));
        g2.setPaint(Axes.INK);
        g2.setFont(Fonts.title());
        g2.drawString(title(), MARGIN, MARGIN + g2.getFontMetrics().getAscent());
        if (legend == null) {
            g2.setFont(Fonts.text());
            g2.drawString(
                    tracks.get(0).description(),
                    MARGIN,
                    MARGIN + TITLE_HEIGHT + g2.getFontMetrics().getAscent());
        } else {
            legend.draw(g2, MARGIN, MARGIN + TITLE_HEIGHT);
        }
        Panels panels = new Panels(tracks);
        int width = (WIDTH - 2 * MARGIN - BETWEEN_COLUMNS) / 2;
        int right = MARGIN + width + BETWEEN_COLUMNS;
        int upper = panelsAt();
        int lower = upper + UPPER_HEIGHT + BETWEEN_ROWS;
        panels.accuracy(g2, new Rectangle2D.Double(MARGIN, upper, width, UPPER_HEIGHT));
        panels.loss(g2, new Rectangle2D.Double(right, upper, width, UPPER_HEIGHT));
        panels.gradNorm(g2, new Rectangle2D.Double(MARGIN, lower, width, LOWER_HEIGHT));
        panels.learningRate(g2, new Rectangle2D.Double(right, lower, width, LOWER_HEIGHT));
    }
}
