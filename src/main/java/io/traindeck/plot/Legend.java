package io.traindeck.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.block.Arrangement;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.block.GridArrangement;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.Size2D;

/** Entries of a figure's legend, or of a panel's key. */
final class Legend {
    private static final int BETWEEN = 24;

    private final LegendTitle title;
    private final Size2D size;

    private Legend(LegendTitle title, Graphics2D g2) {
        this.title = title;
        this.size = title.arrange(g2, RectangleConstraint.NONE);
    }

    /** A legend whose entries follow each other in a row. */
    static Legend row(List<LegendItem> items, Graphics2D g2) {
        return new Legend(title(items, new FlowArrangement()), g2);
    }

    /**
     * A legend in as many columns of one width as there is room for; it is read across.
     *
     * @param g2 the graphics that it will be drawn on, or similar ones
     */
    static Legend columns(List<LegendItem> items, Graphics2D g2, double room) {
        double widest = grid(items, items.size(), g2).size.getWidth();
        int columns = (int) Math.max(1, Math.min(items.size(), Math.floor(room / widest)));
        return grid(items, -Math.floorDiv(-items.size(), columns), g2);
    }

    private static Legend grid(List<LegendItem> items, int rows, Graphics2D g2) {
        int columns = -Math.floorDiv(-items.size(), rows);
        return new Legend(title(items, new GridArrangement(rows, columns)), g2);
    }

    private static LegendTitle title(List<LegendItem> items, Arrangement arrangement) {
        LegendItemSource source = () -> {
            LegendItemCollection all = new LegendItemCollection();
            items.forEach(all::add);
            return all;
        };
        LegendTitle title = new LegendTitle(source, arrangement, arrangement);
        title.setItemFont(Fonts.legend());
        title.setItemPaint(Axes.INK);
        title.setBackgroundPaint(null);
        title.setFrame(BlockBorder.NONE);
        title.setPadding(RectangleInsets.ZERO_INSETS);
        title.setMargin(RectangleInsets.ZERO_INSETS);
        title.setLegendItemGraphicPadding(new RectangleInsets(2, 0, 2, 8));
        title.setItemLabelPadding(new RectangleInsets(2, 0, 2, BETWEEN));
        return title;
    }

    /** The width without the room that follows the last entry. */
    double width() {
        return size.getWidth() - BETWEEN;
    }

    double height() {
        return size.getHeight();
    }

    void draw(Graphics2D g2, double x, double y) {
        title.draw(g2, new Rectangle2D.Double(x, y, size.getWidth(), size.getHeight()));
    }
}
