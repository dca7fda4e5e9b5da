package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.draw.Rect;
import io.traindeck.metric.Kind;
import io.traindeck.testing.ForeignRuns;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CurvePagesTest {

    private static List<Tile> tiles(int learning, int others, boolean front) {
        CurveLine line = Tiles.of(ForeignRuns.lossAlone(), "").get(0).lines().get(0);
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < learning + others; i++) {
            Kind kind = i < learning ? Kind.LOSS : Kind.TIME;
            tiles.add(new Tile("tile " + i, "tile " + i, kind, List.of(line), false, front && i == 0));
        }
        return tiles;
    }

    @Property
    void everyTileIsOnOnePageAndOverlapsNoOther(
            @ForAll @IntRange(max = 120) int learning,
            @ForAll @IntRange(max = 20) int others,
            @ForAll boolean front,
            @ForAll @IntRange(min = 28, max = 250) int width,
            @ForAll @IntRange(min = 4, max = 80) int height) {
        List<Tile> tiles = tiles(learning, others, front && learning > 0);
        CurvePages pages = CurvePages.of(tiles, width, height);
        assertThat(pages.tiles()).isEqualTo(tiles);
        for (CurvePages.Page page : pages.pages()) {
            assertThat(page.places()).hasSameSizeAs(page.tiles());
            boolean[][] taken = new boolean[height][width];
            for (Rect place : page.places()) {
                assertThat(place.width()).isGreaterThanOrEqualTo(Math.min(width, 37));
                assertThat(place.height()).isGreaterThanOrEqualTo(Math.min(height, 5));
                for (int y = place.y(); y < place.y() + place.height(); y++) {
                    for (int x = place.x(); x < place.x() + place.width(); x++) {
                        assertThat(taken[y][x]).isFalse();
                        taken[y][x] = true;
                    }
                }
            }
        }
    }

    @Test
    void allAreOnOnePageIfTheyCanBeReadThere() {
        assertThat(CurvePages.of(tiles(5, 0, true), 80, 20).pages()).hasSize(1);
        assertThat(CurvePages.of(tiles(6, 0, true), 80, 20).pages()).hasSize(2);
        assertThat(CurvePages.of(tiles(40, 0, false), 200, 56).pages()).hasSize(1);
    }

    @Test
    void whatOnlySaysHowFastItGoesHasAPageOfItsOwn() {
        CurvePages pages = CurvePages.of(tiles(2, 3, false), 200, 56);
        assertThat(pages.pages()).extracting(page -> page.tiles().size()).containsExactly(2, 3);
        assertThat(pages.pageOf("tile 4")).isEqualTo(1);
        assertThat(pages.pageOf("of a metric that is gone")).isZero();
    }
}
