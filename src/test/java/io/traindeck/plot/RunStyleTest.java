package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.draw.Glyphs;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStyleTest {
    /** The distance in CIELAB that is seen at a glance: six times what is just noticed. */
    private static final double PLAIN = 15;

    /**
     * The eyes that see linear RGB: everyone's, and those that lack one kind of cones. From Machado, Oliveira and
     * Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009, severity 1.
     */
    private enum Eyes {
        COMMON(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPE(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPE(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPE(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Eyes(double... matrix) {
            this.matrix = matrix;
        }

        /** Returns the colour as these eyes see it, in CIELAB. */
        double[] lab(Color color) {
            double[] rgb = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
            double[] seen = product(matrix, rgb);
            double[] xyz = product(
                    new double[] {0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505},
                    IntStream.range(0, 3)
                            .mapToDouble(i -> Math.max(0, Math.min(1, seen[i])))
                            .toArray());
            double x = curve(xyz[0] / 0.9505);
            double y = curve(xyz[1]);
            double z = curve(xyz[2] / 1.0890);
            return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
        }

        private static double[] product(double[] matrix, double[] v) {
            return IntStream.range(0, 3)
                    .mapToDouble(i -> matrix[3 * i] * v[0] + matrix[3 * i + 1] * v[1] + matrix[3 * i + 2] * v[2])
                    .toArray();
        }

        private static double linear(int value) {
            double share = value / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }

        private static double curve(double t) {
            return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theColoursAreToldApartFromEachOtherAndFromPaper(Eyes eyes) {
        List<double[]> seen = Stream.concat(Stream.of(Color.WHITE), styles().map(RunStyle::color))
                .map(eyes::lab)
                .toList();
        for (int i = 0; i < seen.size(); i++) {
            for (int k = 0; k < i; k++) {
                assertThat(distance(seen.get(i), seen.get(k)))
                        .as("%d and %d", i, k)
                        .isGreaterThan(PLAIN);
            }
        }
    }

    @Test
    void withoutColourDashesAndMarksAreToldApart() {
        assertThat(styles().map(RunStyle::dashes)).doesNotHaveDuplicates();
        assertThat(styles().map(style -> outline(style))).doesNotHaveDuplicates();
    }

    @Test
    void theMarksAreTheSignsOfTheScreen() {
        assertThat(styles().map(style -> sign(style.mark())))
                .containsExactlyElementsOf(IntStream.range(0, RunStyle.COUNT)
                        .mapToObj(Glyphs.UNICODE::run)
                        .toList());
    }

    /**
     * Returns the sign of a mark, told by its middle, by the corners of its box that it fills, and by how far it
     * reaches between them.
     */
    private static String sign(Shape mark) {
        boolean below = isIn(mark, 0.85, 0.9);
        boolean above = isIn(mark, 0.85, -0.9);
        int kind = below && above ? 2 : below ? 1 : isIn(mark, 0.65, 0.65) ? 0 : 3;
        return (mark.contains(0, 0) ? "●▲■◆" : "○△□◇").substring(kind, kind + 1);
    }

    /** Whether a place in the mark's box, whose edges are at -1 and 1, is in the mark. */
    private static boolean isIn(Shape mark, double x, double y) {
        Rectangle2D box = mark.getBounds2D();
        return mark.contains(box.getCenterX() + x * box.getWidth() / 2, box.getCenterY() + y * box.getHeight() / 2);
    }

    private static String outline(RunStyle style) {
        StringBuilder points = new StringBuilder();
        double[] at = new double[6];
        for (var path = style.mark().getPathIterator(null); !path.isDone(); path.next()) {
            points.append(path.currentSegment(at))
                    .append(Math.round(at[0]))
                    .append(' ')
                    .append(Math.round(at[1]));
        }
        return points.toString();
    }

    private static Stream<RunStyle> styles() {
        return IntStream.range(0, RunStyle.COUNT).mapToObj(RunStyle::of);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}
