package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.draw.Rect;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OverviewLayoutTest {

    private static OverviewLayout of(int width, int height) {
        return OverviewLayout.of(width, height, new OverviewLayout.Needs(0, 1, 30, false));
    }

    @Test
    void panelsLeaveInTheirOrder() {
        List<String> left = new ArrayList<>();
        for (int height = 24; height >= OverviewLayout.LEAST_HEIGHT; height--) {
            OverviewLayout layout = of(80, height);
            note(left, "system", layout.system());
            note(left, "events", layout.events());
            note(left, "patience", layout.patience());
            note(left, "second", layout.second());
        }
        assertThat(left).containsExactly("system", "events", "patience", "second");
    }

    private static void note(List<String> left, String name, Rect panel) {
        if (panel.isEmpty() && !left.contains(name)) {
            left.add(name);
        }
    }

    @Property
    void panelsNeverOverlapNorLeaveTheScreenAndTheLastEpochStays(
            @ForAll @IntRange(min = 30, max = 250) int width,
            @ForAll @IntRange(min = 8, max = 90) int height,
            @ForAll @IntRange(max = 3) int wordRows,
            @ForAll @IntRange(max = 9) int gpus,
            @ForAll @IntRange(max = 300) int epochs,
            @ForAll boolean replay) {
        OverviewLayout l = OverviewLayout.of(width, height, new OverviewLayout.Needs(wordRows, gpus, epochs, replay));
        List<Rect> panels = new ArrayList<>(List.of(
                l.status(),
                l.second(),
                l.bar(),
                l.words(),
                l.trends(),
                l.gradientNorm(),
                l.rate(),
                l.patience(),
                l.table(),
                l.events(),
                l.system(),
                l.message(),
                l.keys()));
        if (!l.replay().equals(l.message())) {
            panels.add(l.replay());
        }
        boolean[][] taken = new boolean[height][width];
        for (Rect panel : panels) {
            for (int y = panel.y(); y < panel.y() + panel.height(); y++) {
                for (int x = panel.x(); x < panel.x() + panel.width(); x++) {
                    assertThat(taken[y][x]).as("%s at %d, %d", panel, x, y).isFalse();
                    taken[y][x] = true;
                }
            }
        }
        assertThat(l.table().height()).isGreaterThan(l.tableHeader() ? 1 : 0);
    }
}
