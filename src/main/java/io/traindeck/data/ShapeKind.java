package io.traindeck.data;

import java.util.function.DoubleBinaryOperator;

/**
 * The ten classes, each by its signed distance function: the distance of (x, y) from the outline, negative inside. The
 * coordinates are in units of the shape's radius, with y downwards. Each class stays the same if it is mirrored, turned
 * or stretched a little.
 *
 * <p>Sources: the distances to a box and a five-pointed star, and building shapes by minimum and maximum, are Inigo
 * Quilez, "2D distance functions" (iquilezles.org/articles/distfunctions2d). Near the outline, where they are used,
 * they are distances; farther off some of them are only bounds.
 */
enum ShapeKind {
    CIRCLE((x, y) -> disc(x, y, .9)),
    RING((x, y) -> Math.abs(disc(x, y, .72)) - .2),
    SQUARE((x, y) -> box(x, y, .75, .75)),
    FRAME((x, y) -> Math.max(box(x, y, .78, .78), -box(x, y, .4, .4))),
    TRIANGLE((x, y) -> triangle(x, y)),
    CROSS((x, y) -> Math.min(box(x, y, .95, .3), box(x, y, .3, .95))),
    STAR((x, y) -> star(x, y)),
    CRESCENT((x, y) -> Math.max(disc(x + .1, y, .95), -disc(x - .4, y, .8))),
    HEART((x, y) -> heart(x, y)),
    ARROW((x, y) -> arrow(x, y));

    /** Beyond this many radii from its centre no shape has a pixel. */
    static final double REACH = 1.4;

    private static final double SQRT_3 = Math.sqrt(3);
    private static final double SQRT_HALF = Math.sqrt(.5);

    /** Cosine and sine of 36 degrees, half the angle between two points of a star. */
    private static final double COS_36 = .809016994374947424;

    private static final double SIN_36 = .587785252292473129;

    /** The place of the star's inner corners between the centre (0) and the points (1). */
    private static final double STAR_INNER_RADIUS = .42;

    private final DoubleBinaryOperator distance;

    ShapeKind(DoubleBinaryOperator distance) {
        this.distance = distance;
    }

    double distance(double x, double y) {
        return distance.applyAsDouble(x, y);
    }

    private static double disc(double x, double y, double radius) {
        return Math.sqrt(x * x + y * y) - radius;
    }

    private static double box(double x, double y, double halfWidth, double halfHeight) {
        double dx = Math.abs(x) - halfWidth;
        double dy = Math.abs(y) - halfHeight;
        double outsideX = Math.max(dx, 0);
        double outsideY = Math.max(dy, 0);
        return Math.sqrt(outsideX * outsideX + outsideY * outsideY) + Math.min(Math.max(dx, dy), 0);
    }

    /**
     * The distance to an equilateral triangle that points up, with corners at radius 1: the farthest of its three
     * sides.
     */
    private static double triangle(double x, double y) {
        return Math.max(y, (SQRT_3 * Math.abs(x) - y) / 2) - .5;
    }

    /** Two discs on the upper sides of a square that stands on its corner, with the notch between them made deeper. */
    private static double heart(double x, double y) {
        double halfSide = .52;
        double centre = halfSide * SQRT_HALF;
        double lower = y - .1;
        double square = box((x + lower) * SQRT_HALF, (x - lower) * SQRT_HALF, halfSide, halfSide);
        double whole = Math.min(square, disc(Math.abs(x) - centre, lower + centre, halfSide));
        double notch = (Math.abs(x) + lower + .45) * SQRT_HALF;
        return Math.max(whole, -notch);
    }

    /** A head from the tip at y = -1 to y = -.15, and a shaft below it. */
    private static double arrow(double x, double y) {
        double halfWidth = .75;
        double height = .85;
        double slant = Math.sqrt(halfWidth * halfWidth + height * height);
        double side = (height * Math.abs(x) - halfWidth * (y + 1)) / slant;
        double head = Math.max(side, y + 1 - height);
        return Math.min(head, box(x, y - .35, .22, .65));
    }

    /** Folds the plane along the star's axes until one edge is left. */
    private static double star(double x, double y) {
        x = Math.abs(x);
        y = -y;
        double fold = 2 * Math.max(COS_36 * x - SIN_36 * y, 0);
        x -= fold * COS_36;
        y += fold * SIN_36;
        fold = 2 * Math.max(-COS_36 * x - SIN_36 * y, 0);
        x += fold * COS_36;
        y += fold * SIN_36;
        x = Math.abs(x);
        y -= 1;
        double edgeX = STAR_INNER_RADIUS * SIN_36;
        double edgeY = STAR_INNER_RADIUS * COS_36 - 1;
        double along = (x * edgeX + y * edgeY) / (edgeX * edgeX + edgeY * edgeY);
        along = Math.min(Math.max(along, 0), 1);
        double offX = x - along * edgeX;
        double offY = y - along * edgeY;
        double distance = Math.sqrt(offX * offX + offY * offY);
        return y * edgeX - x * edgeY < 0 ? -distance : distance;
    }
}
