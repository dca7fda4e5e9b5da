package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.Figure;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.state.Rows;
import io.traindeck.state.Status;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The figures of the runs, one in a row, with its sign: the legend of the charts too. Columns that do not fit are left out. */
final class FiguresTable {
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 40;
    private static final int DELTA_WIDTH = 7;

    /** Columns up to this rank have their room before a long name has its. */
    private static final int BEFORE_NAMES = 7;

    private static final String NONE = "-";

    private final Comparison comparison;
    private final FittedColumns<ComparedRun> columns;
    private final int nameWidth;
    private final ShortNames names;

    FiguresTable(Comparison comparison, int width) {
        this.comparison = comparison;
        names = new ShortNames(comparison);
        int longest = names.longest();
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        List<Column<ComparedRun>> all = columns();
        FittedColumns<ComparedRun> before = FittedColumns.of(
                all.stream().filter(column -> column.rank() <= BEFORE_NAMES).toList(), room);
        int more = Math.max(0, Math.min(room - before.width(), Math.min(longest, MOST_NAME) - name));
        nameWidth = name + more;
        columns = FittedColumns.of(all, room - more);
    }

    /** In the order of the screen. */
    private List<Column<ComparedRun>> columns() {
        return List.of(
                new Column<>("state", 10, 7, false, run -> Role.of(run.status()), run -> state(run.status())),
                number("epochs", 7, 6, Role.DIM, ComparedRun::epochsOfPlanned),
                number("best", 7, 1, Role.GOOD, run -> text(run, Figure.BEST_VAL_ACC)),
                delta(2, Figure.BEST_VAL_ACC),
                number("at", 4, 3, Role.DIM, FiguresTable::best),
                number("gap", 6, 4, Role.TEXT, run -> text(run, Figure.GAP)),
                delta(10, Figure.GAP),
                number("train loss", 10, 9, Role.TEXT, run -> text(run, Figure.TRAIN_LOSS)),
                delta(12, Figure.TRAIN_LOSS),
                number("val loss", 8, 8, Role.TEXT, run -> text(run, Figure.VAL_LOSS)),
                delta(11, Figure.VAL_LOSS),
                number("time", 6, 5, Role.DIM, run -> text(run, Figure.SECONDS)),
                delta(13, Figure.SECONDS));
    }

    private static Column<ComparedRun> number(
            String header, int width, int rank, Role role, Function<ComparedRun, String> text) {
        return Column.ofNumbers(header, width, rank, role, text);
    }

    private Column<ComparedRun> delta(int rank, Figure figure) {
        return number("+/-", DELTA_WIDTH, rank, Role.ACCENT, run -> {
            OptionalDouble delta = comparison.delta(figure, run);
            return delta.isPresent() ? figure.change(delta.getAsDouble()) : "";
        });
    }

    private static String text(ComparedRun run, Figure figure) {
        OptionalDouble value = figure.of(run);
        return value.isPresent() ? figure.text(value.getAsDouble()) : NONE;
    }

    private static String state(Status status) {
        return status == Status.LOADING ? "LOADING" : status.word();
    }

    private static String best(ComparedRun run) {
        return run.best().map(Rows::number).orElse(NONE);
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        columns.header(row, SIGN + nameWidth);
    }

    /** Draws the run at that place on the first row. */
    void run(Canvas row, int place, boolean selected) {
        ComparedRun run = comparison.runs().get(place);
        Glyphs glyphs = row.glyphs();
        row.put(1, 0, glyphs.run(place), Role.run(place));
        if (selected) {
            row.put(SIGN, 0, " ".repeat(Math.max(0, row.width() - SIGN)), Role.SELECTED);
        }
        String name = names.shown(place, nameWidth, glyphs);
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        columns.row(row, SIGN + nameWidth, run, selected ? Role.SELECTED : null);
    }
}
