package io.traindeck.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparklineTest {
    private static String drawn(double[] values) {
        Picture picture = Picture.of(
                20, 1, Screens.ROLES, Glyphs.UNICODE, canvas -> Sparkline.draw(canvas, values, -1, Role.TEXT));
        return Screens.text(picture).strip();
    }

    /** This holds even if a mean of equal values, or a point between two of them, is rounded to another number. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7, 38, 1000})
    void aValueThatStaysTheSameIsAFlatLine(int count) {
        double[] values = new double[count];
        Arrays.fill(values, 0.01);
        assertThat(drawn(values).chars().distinct().toArray()).hasSize(1);
    }

    @Test
    void aSmallChangeIsSeen() {
        assertThat(drawn(new double[] {1e6, 1e6, 1e6 + 0.01, 1e6 + 0.01}))
                .startsWith("⣀")
                .endsWith("⠉");
    }
}
