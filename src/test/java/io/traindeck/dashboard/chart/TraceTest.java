package io.traindeck.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final int COLUMNS = 10;

    /** Draws a line from (x1, share1) to (x2, share2) and returns the rows of characters. */
    private static String drawn(double x1, double share1, double x2, double share2) {
        Picture picture = Picture.of(COLUMNS, 4, Screens.ROLES, Glyphs.UNICODE, canvas -> {
            Dots dots = new Dots(COLUMNS, 4);
            Trace trace = new Trace(dots, Role.TEXT);
            trace.to(x1, share1);
            trace.to(x2, share2);
            dots.draw(canvas, 0, 0);
        });
        return Screens.text(picture);
    }

    /** Only the part of the line that is near is drawn, and that where the line passes. */
    @Test
    void aLineBetweenPointsThatAreFarAwayPassesWhereItShould() {
        int last = COLUMNS * Dots.ACROSS - 1;
        assertThat(drawn(-1e9, 0.2, 1e9, 0.2)).isEqualTo(drawn(0, 0.2, last, 0.2));
        assertThat(drawn(-2e6, 0, 8e6, 1)).as("a fifth of the way").isEqualTo(drawn(0, 0.2, last, 0.2));
        assertThat(drawn(-1e6, 1, last, 0.25)).isEqualTo(drawn(0, 0.25, last, 0.25));
        assertThat(drawn(-2e6, 0.5, -1e6, 0.5)).isBlank();
    }

    @Test
    void pointsAboveEachOtherAreJoined() {
        assertThat(drawn(4, 0, 4, 1)).isEqualTo(drawn(4, 1, 4, 0)).contains("⡇");
    }
}
