package io.traindeck.dashboard.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.FittedColumns.Fit;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedColumnsTest {
    private static final Column<String> NAME = new Column<>("name", 6, 2, Fit.LEFT, item -> Role.TEXT, item -> item);
    private static final Column<String> LENGTH =
            Column.ofNumbers("length", 6, 1, Role.DIM, item -> String.valueOf(item.length()));
    private static final Column<String> LONG = new Column<>("", 12, 3, Fit.LEFT, item -> Role.TEXT, item -> "long");
    private static final Column<String> LAST = Column.ofNumbers("n", 1, 4, Role.TEXT, item -> "1");

    private static String row(FittedColumns<String> columns, String item) {
        Picture picture = Picture.of(40, 2, Screens.ROLES, Glyphs.UNICODE, canvas -> {
            columns.header(canvas, 0);
            columns.row(canvas.row(1), 0, item, null);
        });
        return Screens.text(picture);
    }

    @Test
    void columnsGetTheirRoomByRankAndStandInTheirOrder() {
        List<Column<String>> all = List.of(NAME, LENGTH);
        assertThat(row(FittedColumns.of(all, 16), "cat")).isEqualTo("  name    length\n  cat          3\n");
        assertThat(row(FittedColumns.of(all, 15), "cat")).isEqualTo("  length\n       3\n");
        assertThat(row(FittedColumns.of(all, 7), "cat")).isEqualTo("\n\n");
    }

    @Test
    void aColumnWithoutRoomLeavesItToThoseAfterIt() {
        FittedColumns<String> columns = FittedColumns.of(List.of(LAST, LONG, NAME), 20);
        assertThat(columns.has(LONG)).isFalse();
        assertThat(columns.width()).isEqualTo(11);
        assertThat(columns.at(NAME, 5)).isEqualTo(10);
        assertThat(columns.at(LONG, 5)).isEqualTo(-1);
    }

    @Test
    void aTextThatIsLongerThanItsColumnIsCut() {
        assertThat(row(FittedColumns.of(List.of(NAME), 8), "elephant")).isEqualTo("  name\n  eleph…\n");
        Column<String> family = new Column<>("name", 6, 2, Fit.FAMILY, item -> Role.TEXT, item -> item);
        assertThat(row(FittedColumns.of(List.of(family), 8), "elephant")).isEqualTo("  name\n  el…ant\n");
    }
}
