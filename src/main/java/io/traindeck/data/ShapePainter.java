package io.traindeck.data;

import static io.traindeck.data.ShapeDifficulty.*;

import io.traindeck.data.ShapeCanvas.Field;
import java.util.random.RandomGenerator;

/** Composes one image: background, distractors, the shape, the bar across it, noise. */
final class ShapePainter {
    private static final ShapeKind[] KINDS = ShapeKind.values();
    private static final Field EVERYWHERE = (x, y) -> 1;

    private final RandomGenerator random;
    private final ShapeCanvas canvas = new ShapeCanvas();

    /** @param random the source of everything but the class */
    ShapePainter(RandomGenerator random) {
        this.random = random;
    }

    ShapeCanvas paint(ShapeKind kind) {
        double[] background = backgroundColour();
        canvas.paint(background, gradient(MAX_BACKGROUND_GRADIENT), EVERYWHERE);
        if (random.nextDouble() < STRIPES_SHARE) {
            canvas.shade(stripes());
        }
        for (int i = random.nextInt(MAX_DISTRACTORS + 1); i > 0; i--) {
            Field distractor = figure(
                    KINDS[random.nextInt(KINDS.length)],
                    between(0, ImageSet.SIDE),
                    between(0, ImageSet.SIDE),
                    between(MIN_DISTRACTOR_PX, MAX_DISTRACTOR_PX));
            canvas.paint(contrasting(background), gradient(MAX_SHAPE_GRADIENT), distractor);
        }
        double radius = between(MIN_RADIUS_PX, MAX_RADIUS_PX);
        double shift = ShapeCanvas.CENTRE - radius;
        double centreX = ShapeCanvas.CENTRE + between(-shift, shift);
        double centreY = ShapeCanvas.CENTRE + between(-shift, shift);
        canvas.paint(contrasting(background), gradient(MAX_SHAPE_GRADIENT), figure(kind, centreX, centreY, radius));
        if (random.nextDouble() < OCCLUSION_SHARE) {
            canvas.paint(contrasting(background), gradient(MAX_SHAPE_GRADIENT), bar(centreX, centreY));
        }
        canvas.shade(clouds());
        canvas.addNoise(random, between(MIN_NOISE, MAX_NOISE));
        return canvas;
    }

    /** Coverage by a shape that is turned and squashed at random. */
    private Field figure(ShapeKind kind, double centreX, double centreY, double radius) {
        double angle = between(-MAX_TURN, MAX_TURN);
        double cos = StrictMath.cos(angle) / radius;
        double sin = StrictMath.sin(angle) / radius;
        double aspect = between(MIN_ASPECT, 1);
        boolean tall = random.nextBoolean();
        double stretchX = tall ? 1 / aspect : 1;
        double stretchY = tall ? 1 : 1 / aspect;
        return (x, y) -> {
            double shapeX = ((x - centreX) * cos + (y - centreY) * sin) * stretchX;
            double shapeY = ((y - centreY) * cos - (x - centreX) * sin) * stretchY;
            if (Math.max(Math.abs(shapeX), Math.abs(shapeY)) > ShapeKind.REACH) {
                return 0;
            }
            return ShapeCanvas.coverage(kind.distance(shapeX, shapeY) * radius);
        };
    }

    /** Coverage by a bar from edge to edge that passes near the centre of the shape. */
    private Field bar(double centreX, double centreY) {
        double angle = angle();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double offset = between(-MAX_BAR_OFFSET_PX, MAX_BAR_OFFSET_PX);
        double halfWidth = between(MIN_BAR_HALF_WIDTH_PX, MAX_BAR_HALF_WIDTH_PX);
        return (x, y) -> {
            double across = (x - centreX) * cos + (y - centreY) * sin - offset;
            return ShapeCanvas.coverage(Math.abs(across) - halfWidth);
        };
    }

    private Field gradient(double maxChange) {
        double angle = angle();
        double changePerPx = between(0, maxChange) / ImageSet.SIDE;
        double cos = StrictMath.cos(angle) * changePerPx;
        double sin = StrictMath.sin(angle) * changePerPx;
        return (x, y) -> (x - ShapeCanvas.CENTRE) * cos + (y - ShapeCanvas.CENTRE) * sin;
    }

    private Field stripes() {
        double angle = angle();
        double amplitude = between(0, MAX_STRIPES_AMPLITUDE);
        double wavesPerPx = 2 * StrictMath.PI / between(MIN_STRIPES_PX, MAX_STRIPES_PX);
        double cos = StrictMath.cos(angle) * wavesPerPx;
        double sin = StrictMath.sin(angle) * wavesPerPx;
        return (x, y) -> StrictMath.sin(x * cos + y * sin) * amplitude;
    }

    /** Value noise: random heights at the points of a lattice, with smooth transitions between them. */
    private Field clouds() {
        double amplitude = between(0, MAX_CLOUD_AMPLITUDE);
        double cellPx = between(MIN_CLOUD_PX, MAX_CLOUD_PX);
        int points = (int) (ImageSet.SIDE / cellPx) + 2;
        double[][] heights = new double[points][points];
        for (double[] row : heights) {
            for (int i = 0; i < points; i++) {
                row[i] = between(-amplitude, amplitude);
            }
        }
        return (x, y) -> {
            int column = (int) (x / cellPx);
            int row = (int) (y / cellPx);
            double right = smooth(x / cellPx - column);
            double down = smooth(y / cellPx - row);
            return mix(
                    mix(heights[row][column], heights[row][column + 1], right),
                    mix(heights[row + 1][column], heights[row + 1][column + 1], right),
                    down);
        };
    }

    private double[] backgroundColour() {
        double grey = random.nextDouble();
        double saturation = between(MIN_SATURATION, MAX_SATURATION);
        double[] colour = new double[ImageSet.CHANNELS];
        for (int c = 0; c < colour.length; c++) {
            colour[c] = mix(grey, random.nextDouble(), saturation);
        }
        return colour;
    }

    /**
     * Returns a colour at the distance of an image's contrast from {@code from}, in a random direction that stays in
     * range.
     */
    private double[] contrasting(double[] from) {
        double contrast = random.nextDouble() < LOW_CONTRAST_SHARE
                ? between(MIN_LOW_CONTRAST, MAX_LOW_CONTRAST)
                : between(MIN_CONTRAST, MAX_CONTRAST);
        double[] direction = {between(-1, 1), between(-1, 1), between(-1, 1)};
        double length =
                Math.sqrt(direction[0] * direction[0] + direction[1] * direction[1] + direction[2] * direction[2]);
        double[] colour = new double[from.length];
        for (int c = 0; c < colour.length; c++) {
            double change = direction[c] / length * contrast;
            boolean outside = from[c] + change < 0 || from[c] + change > 1;
            colour[c] = outside ? from[c] - change : from[c] + change;
        }
        return colour;
    }

    private double angle() {
        return between(0, 2 * StrictMath.PI);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
