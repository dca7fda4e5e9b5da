package io.traindeck.plot;

import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.SharedGroup;
import io.traindeck.text.Numbers;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.LegendItem;
import org.jfree.chart.text.TextUtils;

/** The whole figure: a title, the legend of runs where there are several, and up to four panels in two columns. */
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

    private static final int MOST_PANELS = 4;

    /** Pixels between a note and the lower edge of the figure. */
    private static final int ABOVE_EDGE = 12;

    /** The maximum number of branches that the note names: more do not fit into a line. */
    private static final int MOST_NOTED = 3;

    private final Comparison comparison;
    private final List<Track> tracks;
    private final List<SharedGroup> groups;
    private final Legend legend;

    /**
     * @param comparison with at least one group to be charted
     * @param tracks its runs, not all of them empty
     */
    Figure(Comparison comparison, List<Track> tracks) {
        this.comparison = comparison;
        this.tracks = tracks;
        groups = comparison.charts().stream().limit(MOST_PANELS).toList();
        Graphics2D measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        measure.addRenderingHints(HINTS);
        List<LegendItem> items = items(tracks);
        legend = tracks.size() == 1 ? null : Legend.columns(items, measure, WIDTH - 2 * MARGIN);
        measure.dispose();
    }

    private static List<LegendItem> items(List<Track> tracks) {
        List<LegendItem> items = new ArrayList<>();
        tracks.stream().filter(Track::isToldApart).map(Keys::run).forEach(items::add);
        int more = tracks.size() - items.size();
        if (more > 0) {
            RunStyle grey = RunStyle.of(RunStyle.COUNT);
            items.add(Keys.line(more == 1 ? "1 more run" : more + " more runs", grey.stroke(1), grey.color()));
        }
        return items;
    }

    int height() {
        int lower = groups.size() > 2 ? BETWEEN_ROWS + LOWER_HEIGHT : 0;
        return panelsAt() + UPPER_HEIGHT + lower + MARGIN;
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
        String by = comparison
                .goal()
                .filter(goal -> !goal.isAgreed())
                .map(goal -> ", by " + goal())
                .orElse("");
        return tracks.size() + " runs" + (data.size() == 1 && !data.get(0).isEmpty() ? " on " + data.get(0) : "") + by;
    }

    /** The goal that the runs are compared by, in words; empty if there is none. */
    private String goal() {
        return comparison.goal().map(goal -> Track.shown(goal.metric().words())).orElse("");
    }

    /** Draws the figure on {@link #WIDTH} x {@link #height()} pixels. */
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
                    tracks.get(0).description(goal()),
                    MARGIN,
                    MARGIN + TITLE_HEIGHT + g2.getFontMetrics().getAscent());
        } else {
            legend.draw(g2, MARGIN, MARGIN + TITLE_HEIGHT);
        }
        Panels panels = new Panels(comparison, tracks);
        for (int i = 0; i < groups.size(); i++) {
            panels.draw(groups.get(i), g2, area(i));
        }
        g2.setFont(Fonts.note());
        g2.setPaint(Histories.COLOR);
        g2.drawString(note(), MARGIN, height() - ABOVE_EDGE);
    }

    /** A note that names the branches that are shown without what came before them; empty if there are none. */
    String note() {
        List<String> missing = new ArrayList<>();
        for (int place = 0; place < tracks.size(); place++) {
            String name = tracks.get(place).name();
            comparison
                    .missing(place)
                    .ifPresent(parent -> missing.add(
                            name + " after step " + Numbers.count(parent.step()) + " of " + Track.shown(parent.run())));
        }
        int more = missing.size() - MOST_NOTED;
        return missing.isEmpty()
                ? ""
                : (missing.size() == 1 ? "shown without its parent: " : "shown without their parents: ")
                        + String.join(", ", missing.subList(0, Math.min(MOST_NOTED, missing.size())))
                        + (more > 0 ? ", and " + more + " more" : "");
    }

    /** The area of a panel: two panels stand in a row; one that is alone has the width of both. */
    private Rectangle2D area(int panel) {
        double width = WIDTH - 2 * MARGIN;
        double half = (width - BETWEEN_COLUMNS) / 2;
        boolean left = panel % 2 == 0;
        boolean lower = panel > 1;
        return new Rectangle2D.Double(
                MARGIN + (left ? 0 : half + BETWEEN_COLUMNS),
                panelsAt() + (lower ? UPPER_HEIGHT + BETWEEN_ROWS : 0),
                left && panel == groups.size() - 1 ? width : half,
                lower ? LOWER_HEIGHT : UPPER_HEIGHT);
    }
}
