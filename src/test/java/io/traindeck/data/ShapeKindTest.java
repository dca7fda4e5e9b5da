package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeKindTest {
    @ParameterizedTest
    @EnumSource
    void liesWithinItsReachAndFillsAFairPartOfIt(ShapeKind kind) {
        double step = .02;
        int inside = 0;
        for (double x = -2; x <= 2; x += step) {
            for (double y = -2; y <= 2; y += step) {
                if (kind.distance(x, y) < 0) {
                    inside++;
                    assertThat(Math.max(Math.abs(x), Math.abs(y))).isLessThan(ShapeKind.REACH);
                }
            }
        }
        assertThat(inside * step * step).isBetween(.8, 2.7);
    }

    /** Anti-aliasing needs that a step of one pixel changes the distance by one pixel at most. */
    @Property
    void neverChangesFasterThanTheWay(
            @ForAll ShapeKind kind,
            @ForAll @DoubleRange(min = -1.4, max = 1.4) double x,
            @ForAll @DoubleRange(min = -1.4, max = 1.4) double y,
            @ForAll @DoubleRange(min = -.1, max = .1) double dx,
            @ForAll @DoubleRange(min = -.1, max = .1) double dy) {
        double change = Math.abs(kind.distance(x + dx, y + dy) - kind.distance(x, y));

        assertThat(change).isLessThanOrEqualTo(Math.hypot(dx, dy) + 1e-12);
    }

    /** A mirrored image keeps its class: a mirrored shape is the shape itself, if need be turned. */
    @Property
    void looksTheSameMirrored(
            @ForAll ShapeKind kind,
            @ForAll @DoubleRange(min = -1.4, max = 1.4) double x,
            @ForAll @DoubleRange(min = -1.4, max = 1.4) double y) {
        double mirrored = kind == ShapeKind.CRESCENT ? kind.distance(x, -y) : kind.distance(-x, y);

        assertThat(mirrored).isEqualTo(kind.distance(x, y), Offset.offset(1e-12));
    }

    @Test
    void hasItsOutlineWhereItShould() {
        Offset<Double> close = Offset.offset(1e-9);
        assertThat(ShapeKind.CIRCLE.distance(.9, 0)).isEqualTo(0, close);
        assertThat(ShapeKind.RING.distance(0, 0)).isEqualTo(.52, close);
        assertThat(ShapeKind.FRAME.distance(0, 0)).isEqualTo(.4, close);
        assertThat(ShapeKind.TRIANGLE.distance(0, -1)).isEqualTo(0, close);
        assertThat(ShapeKind.TRIANGLE.distance(0, .5)).isEqualTo(0, close);
        assertThat(ShapeKind.STAR.distance(0, -1)).isEqualTo(0, close);
        assertThat(ShapeKind.STAR.distance(0, .42)).isEqualTo(0, close);
        assertThat(ShapeKind.ARROW.distance(0, -1)).isEqualTo(0, close);
        assertThat(ShapeKind.ARROW.distance(0, 1)).isEqualTo(0, close);
    }
}
