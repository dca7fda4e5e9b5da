package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.panel.OverviewNeeds.Above;
import io.traindeck.dashboard.panel.OverviewNeeds.Below;
import io.traindeck.dashboard.panel.OverviewNeeds.Events;
import io.traindeck.dashboard.panel.OverviewNeeds.Lines;
import io.traindeck.dashboard.panel.OverviewNeeds.Table;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OverviewLayoutTest {

    private static OverviewLayout of(int width, int height) {
        OverviewNeeds needs = new OverviewNeeds(
                new Above(true, 0), new Lines(2, 3, 0), new Table(5, 30, 88), 0, new Below(Events.NEWS, 1, 1, false));
        return OverviewLayout.of(width, height, needs);
    }

    @Test
    void panelsLeaveInTheirOrder() {
        List<String> left = new ArrayList<>();
        int lines = 3;
        for (int height = 24; height >= OverviewLayout.LEAST_HEIGHT; height--) {
            OverviewLayout layout = of(80, height);
            note(left, "system", layout.foot().system().isEmpty());
            note(left, "events", layout.lists().events().isEmpty());
            note(left, "last gauge", layout.trends().lines().height() < lines);
            note(left, "second", layout.head().second().isEmpty());
        }
        assertThat(left).containsExactly("system", "events", "last gauge", "second");
    }

    private static void note(List<String> left, String name, boolean isLeft) {
        if (isLeft && !left.contains(name)) {
            left.add(name);
        }
    }

    @Test
    void aTallNarrowScreenHasChartsAboveEachOtherAndAWideOneBeside() {
        OverviewLayout tall = of(60, 50);
        assertThat(tall.trends().charts()).isEqualTo(2);
        assertThat(tall.trends().isStacked()).isTrue();
        assertThat(tall.trends().first().height()).isGreaterThanOrEqualTo(16);
        assertThat(tall.lists().table().height()).isGreaterThanOrEqualTo(12);
        assertThat(of(120, 50).trends().isStacked()).isFalse();
        assertThat(of(60, 24).trends().charts()).isZero();
    }

    @Property
    void panelsNeverOverlapNorLeaveTheScreenAndTheLastRowStays(
            @ForAll @IntRange(min = 30, max = 250) int width,
            @ForAll @IntRange(min = 8, max = 90) int height,
            @ForAll("needs") OverviewNeeds needs) {
        OverviewLayout l = OverviewLayout.of(width, height, needs);
        List<Rect> panels = new ArrayList<>(List.of(
                l.head().status(),
                l.head().second(),
                l.head().bar(),
                l.head().words(),
                l.trends().first(),
                l.trends().lines(),
                l.lists().table(),
                l.lists().values(),
                l.lists().events(),
                l.foot().system(),
                l.foot().message(),
                l.foot().keys()));
        if (!l.foot().replay().equals(l.foot().message())) {
            panels.add(l.foot().replay());
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
        boolean areFewWords = needs.above().wordRows() <= 3;
        if (needs.table() != Table.NONE && areFewWords) {
            assertThat(l.lists().table().height()).isGreaterThan(l.lists().tableHeader() ? 1 : 0);
        }
    }

    @Provide
    Arbitrary<OverviewNeeds> needs() {
        Arbitrary<Above> above = Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.integers().between(0, 40))
                .as(Above::new);
        Arbitrary<Lines> lines = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 1024))
                .as(Lines::new);
        Arbitrary<Table> table = Combinators.combine(
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(8, 300))
                .as(Table::new);
        Arbitrary<Below> below = Combinators.combine(
                        Arbitraries.of(Events.values()),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.of(true, false))
                .as(Below::new);
        return Combinators.combine(
                        above,
                        lines,
                        Arbitraries.oneOf(table, Arbitraries.just(Table.NONE)),
                        Arbitraries.integers().between(0, 1024),
                        below)
                .as(OverviewNeeds::new);
    }
}
