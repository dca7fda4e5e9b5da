package io.traindeck.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.LegendItem;

/** Entries of legends and keys. */
final class Keys {
    private static final Shape SAMPLE = new Line2D.Double(-26, 0, 26, 0);
    private static final Shape NONE = new Rectangle2D.Double();
    private static final Stroke NO_STROKE = new BasicStroke(0);

    private Keys() {}

    /** A run: how it is drawn, its name and what it has reached. */
    static LegendItem run(Track track) {
        RunStyle style = track.style();
        String label = track.name() + "  (" + track.summary() + ")";
        return item(label, style.mark(), style.color(), style.color(), 1, style.stroke(3), style.color());
    }

    static LegendItem line(String label, Stroke stroke, Paint paint) {
        return item(label, null, null, null, 0, stroke, paint);
    }

    static LegendItem markedLine(String label, Shape mark, Paint fill, Paint outline, Stroke stroke, Paint paint) {
        return item(label, mark, fill, outline, 1.5f, stroke, paint);
    }

    static LegendItem mark(String label, Shape mark, Paint fill, Paint outline, float outlineWidth) {
        return item(label, mark, fill, outline, outlineWidth, null, null);
    }

    static LegendItem area(String label, Color color) {
        return item(label, new Rectangle2D.Double(-20, -8, 40, 16), color, color, 0, null, null);
    }

    private static LegendItem item(
            String label, Shape mark, Paint fill, Paint outline, float outlineWidth, Stroke stroke, Paint paint) {
        return new LegendItem(
                label,
                null,
                null,
                null,
                mark != null,
                mark == null ? NONE : mark,
                mark != null,
                fill == null ? Color.BLACK : fill,
                outlineWidth > 0,
                outline == null ? Color.BLACK : outline,
                new BasicStroke(outlineWidth),
                stroke != null,
                stroke == null ? NONE : SAMPLE,
                stroke == null ? NO_STROKE : stroke,
                paint == null ? Color.BLACK : paint);
    }

    /** The shape, scaled about the origin. */
    static Shape scaled(Shape shape, double factor) {
        return AffineTransform.getScaleInstance(factor, factor).createTransformedShape(shape);
    }
}
