package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointsTest {
    private static final DialValues RATE = DialValues.parse("max_lr", "1e-3,3e-3", ",");
    private static final DialValues SEED = DialValues.parse("seed", "1..2", ",");
    private static final DialValues ONE = DialValues.parse("dropout", "0.1", ",");
    private static final DialValues ANY = DialValues.parse("max_lr", "1e-4..1e-2", ",");

    private static List<String> names(List<Point> points) {
        return points.stream().map(Point::name).toList();
    }

    @Test
    void aGridHasEveryCombinationAndNamesOnlyWhatDiffers() {
        assertThat(names(Points.grid(List.of(RATE, ONE, SEED))))
                .containsExactly(
                        "-max_lr=1e-3-seed=1", "-max_lr=1e-3-seed=2", "-max_lr=3e-3-seed=1", "-max_lr=3e-3-seed=2");
    }

    @Test
    void aValueThatNoFolderCanHaveIsWrittenOtherwise() {
        List<Point> points = Points.grid(List.of(DialValues.parse("widths", "4,8/../a b", "/")));
        assertThat(names(points)).containsExactly("-widths=4x8", "-widths=._", "-widths=a_b");
    }

    @Test
    void twoRunsOfOneNameAreRefused() {
        List<Point> points = Points.grid(List.of(DialValues.parse("text", "a b,a/b", ",")));
        assertThatThrownBy(() -> new Sweep(Path.of("runs"), "x", points))
                .hasMessage("the runs of {text=a b} and {text=a/b} would have one name, x-text=a_b");
    }

    @Test
    void randomPointsDifferAndMoreOfThemBeginWithTheSame() {
        List<Point> five = Points.random(List.of(ANY, SEED), 5, 7);
        assertThat(five).doesNotHaveDuplicates().hasSize(5);
        assertThat(Points.random(List.of(ANY, SEED), 9, 7)).startsWith(five.toArray(Point[]::new));
        assertThat(Points.random(List.of(ANY, SEED), 5, 8)).isNotEqualTo(five);
        assertThat(Points.random(List.of(RATE, SEED), 4, 0))
                .containsExactlyInAnyOrderElementsOf(Points.grid(List.of(RATE, SEED)));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Points.grid(List.of(ONE))).hasMessageStartingWith("nothing varies");
        assertThatThrownBy(() -> Points.grid(List.of(ANY))).hasMessageContaining("can only be drawn");
        assertThatThrownBy(() -> Points.random(List.of(RATE, SEED), 5, 0))
                .hasMessage("--samples 5 wants more points than there are; 4 differ");
        assertThatThrownBy(() -> Points.random(List.of(ANY), 0, 0)).hasMessageContaining("1 to 1000");
        DialValues many = DialValues.parse("seed", "1..600", ",");
        assertThatThrownBy(() -> Points.grid(List.of(many, RATE))).hasMessageContaining("more than 1000 points");
    }
}
