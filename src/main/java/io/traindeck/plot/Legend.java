package io.traindeck.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.GridArrangement;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.Size2D;

/** Entries in as many columns of one width as there is room for; to be read down. */
final class Legend {
    private final LegendTitle title;
    private final Size2D size;

    /** @param g2 what it will be drawn on, or the like */
    Legend(List<LegendItem> items, Graphics2D g2, double room, int mostColumns) {
        double widest = title(items, items.size(), 1)
                .arrange(g2, RectangleConstraint.NONE)
                .getWidth();
        int columns = (int) Math.max(1, Math.min(mostColumns, Math.floor(room / widest)));
        int rows = -Math.floorDiv(-items.size(), columns);
        title = title(items, rows, -Math.floorDiv(-items.size(), rows));
        size = title.arrange(g2, RectangleConstraint.NONE);
    }

    private static LegendTitle title(List<LegendItem> items, int rows, int columns) {
        LegendItemSource source = () -> {
            LegendItemCollection all = new LegendItemCollection();
            items.forEach(all::add);
            return all;
        };
        GridArrangement grid = new GridArrangement(rows, columns);
        LegendTitle title = new LegendTitle(source, grid, grid);
        title.setItemFont(Fonts.legend());
        title.setItemPaint(Axes.INK);
        title.setBackgroundPaint(null);
        title.setFrame(BlockBorder.NONE);
        title.setPadding(RectangleInsets.ZERO_INSETS);
        title.setMargin(RectangleInsets.ZERO_INSETS);
        title.setLegendItemGraphicPadding(new RectangleInsets(2, 0, 2, 8));
        title.setItemLabelPadding(new RectangleInsets(2, 0, 2, 22));
        return title;
    }

    double width() {
        return size.getWidth();
    }

    double height() {
        return size.getHeight();
    }

    void draw(Graphics2D g2, double x, double y) {
        title.draw(g2, new Rectangle2D.Double(x, y, width(), height()));
    }
}
