package io.traindeck.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.util.ShapeUtils;

/**
 * The style that tells a run from the others: by colour, by dashes and by marks, each of which is enough.
 *
 * @param dashes lengths of dash and gap in turn, pixels; empty for a line without gaps
 * @param mark the shape of a mark, about the origin
 */
record RunStyle(Color color, List<Float> dashes, Shape mark) {
    /** Okabe and Ito's colours, safe for the colour-blind, with a wine red in place of yellow, which paper swallows. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0x000000),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x882255));

    static final int COUNT = COLORS.size();

    private static final float GREY_WIDTH = 1.5f;

    /** The style of all runs that are too many to be told apart: a thin line behind the others. */
    private static final RunStyle GREY = new RunStyle(new Color(0xBBBBBB), List.of(), new Rectangle2D.Float());

    private static final List<List<Float>> DASHES = List.of(
            List.of(),
            List.of(14f, 6f),
            List.of(3f, 5f),
            List.of(14f, 5f, 3f, 5f),
            List.of(24f, 6f),
            List.of(7f, 5f),
            List.of(14f, 5f, 3f, 5f, 3f, 5f),
            List.of(24f, 5f, 7f, 5f));

    private static final float SIZE = 6.5f; // pixels from the middle of a mark to its edge

    private static final List<Shape> FILLED = List.of(
            new Ellipse2D.Float(-SIZE, -SIZE, 2 * SIZE, 2 * SIZE),
            ShapeUtils.createUpTriangle(1.1f * SIZE),
            new Rectangle2D.Float(-0.9f * SIZE, -0.9f * SIZE, 1.8f * SIZE, 1.8f * SIZE),
            ShapeUtils.createDiamond(1.2f * SIZE));

    /** The marks in the order of the signs on the screen: the hollow ones come after the filled ones. */
    private static final List<Shape> MARKS = Stream.concat(
                    FILLED.stream(), FILLED.stream().map(RunStyle::hollow))
            .toList();

    /** The style of the run at that place, from 0 on; all runs from {@link #COUNT} on have the same style. */
    static RunStyle of(int index) {
        return index >= COUNT ? GREY : new RunStyle(COLORS.get(index), DASHES.get(index), MARKS.get(index));
    }

    private static Shape hollow(Shape shape) {
        return new BasicStroke(0.3f * SIZE).createStrokedShape(shape);
    }

    /** Returns whether no other run has this style. */
    boolean isOfOne() {
        return !equals(GREY);
    }

    BasicStroke stroke(float width) {
        float[] lengths = new float[dashes.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dashes.get(i);
        }
        return new BasicStroke(
                isOfOne() ? width : GREY_WIDTH,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                lengths.length == 0 ? null : lengths,
                0);
    }

    /** Its colour, mixed half and half with the white of the paper. */
    Color light() {
        return new Color((color.getRed() + 255) / 2, (color.getGreen() + 255) / 2, (color.getBlue() + 255) / 2);
    }
}
