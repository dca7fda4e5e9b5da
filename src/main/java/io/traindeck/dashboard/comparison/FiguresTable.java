package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Best;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.Figure;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.FittedColumns.Fit;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The table of the runs' figures. Each run has a row, with its sign: the table is the legend of the charts, too.
 * Columns that do not fit are left out.
 */
final class FiguresTable {
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 40;

    /** The columns for a number with its sign. */
    private static final int NUMBER_WIDTH = 7;

    private static final int MOST_HEADER = 14;

    /** The rank up to which columns get their room before a long name gets its room. */
    private static final int BEFORE_NAMES = 7;

    /** The number of epochs from which on a tenth of an epoch does not matter. */
    private static final int MANY_EPOCHS = 100;

    private static final String NONE = "-";

    private final Comparison comparison;

    /** The columns that show a run, which is named by its place among those compared. */
    private final FittedColumns<Integer> columns;

    private final int nameWidth;
    private final ShortNames names;

    FiguresTable(Comparison comparison, int width) {
        this.comparison = comparison;
        names = new ShortNames(comparison);
        int longest = names.longest();
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        List<Column<Integer>> all = columns();
        FittedColumns<Integer> before = FittedColumns.of(
                all.stream().filter(column -> column.rank() <= BEFORE_NAMES).toList(), room);
        int more = Math.max(0, Math.min(room - before.width(), Math.min(longest, MOST_NAME) - name));
        nameWidth = name + more;
        columns = FittedColumns.of(all, room - more);
    }

    /** The columns in the order of the screen. */
    private List<Column<Integer>> columns() {
        boolean epochs = comparison.progress() == AxisUnit.EPOCHS;
        List<Column<Integer>> all = new ArrayList<>();
        all.add(new Column<>("state", 10, 7, Fit.LEFT, at -> Role.of(run(at).status()), at -> state(run(at).status())));
        all.add(number(
                epochs ? "epochs" : "steps", epochs ? 7 : 13, 6, Role.DIM, at -> run(at).done(comparison.progress())));
        List<Figure> ranked = comparison.figures().stream()
                .sorted(Comparator.comparing(Figure::sort))
                .toList();
        for (Figure figure : comparison.figures()) {
            int rank = BEFORE_NAMES + 1 + ranked.indexOf(figure);
            boolean isBest = figure.sort() == Figure.Sort.BEST;
            all.add(column(figure, rank));
            all.add(delta(isBest ? 2 : rank + ranked.size(), figure));
            if (isBest) {
                all.add(number("at", epochs ? 4 : 7, 3, Role.DIM, this::best));
            }
        }
        return all;
    }

    private ComparedRun run(int place) {
        return comparison.runs().get(place);
    }

    /** @param rank the rank of the column if its figure has none of its own */
    private static Column<Integer> column(Figure figure, int rank) {
        Function<Integer, String> text = at -> text(at, figure);
        return switch (figure.sort()) {
            case BEST -> number("best", NUMBER_WIDTH, 1, Role.GOOD, text);
            case GAP -> number("gap", 6, 4, Role.TEXT, text);
            case TIME -> number("time", 6, 5, Role.DIM, text);
            case LAST, LAST_OF_TRAINING -> {
                String header = Safe.forCells(figure.header());
                int width = Math.max(NUMBER_WIDTH, Math.min(MOST_HEADER, header.length()));
                yield number(header, width, rank, Role.TEXT, text);
            }
        };
    }

    private static Column<Integer> number(
            String header, int width, int rank, Role role, Function<Integer, String> text) {
        return Column.ofNumbers(header, width, rank, role, text);
    }

    private static Column<Integer> delta(int rank, Figure figure) {
        return number("+/-", NUMBER_WIDTH, rank, Role.ACCENT, figure::change);
    }

    private static String text(int place, Figure figure) {
        OptionalDouble value = figure.of(place);
        return value.isPresent() ? figure.text(value.getAsDouble()) : NONE;
    }

    private static String state(Status status) {
        return status == Status.LOADING || status == Status.READING ? status.name() : status.word();
    }

    /**
     * The moment when a run was at its best, in what the axis counts: steps of one run beside epochs of another would
     * mislead.
     */
    private String best(int place) {
        Best best = comparison.best(place);
        if (best == null) {
            return NONE;
        } else if (comparison.progress() == AxisUnit.STEPS) {
            return best.step();
        }
        return best.isEpoch()
                ? best.number()
                : epochs(run(place).axis(AxisUnit.EPOCHS).at(best.to()));
    }

    private static String epochs(double epochs) {
        return Numbers.fixed(epochs, epochs < MANY_EPOCHS ? 1 : 0);
    }

    /**
     * Draws the headers of the columns.
     *
     * @param part which of the runs are on the rows below; empty if all are, or few enough to count
     */
    void header(Canvas row, String part) {
        String run = Text.cut("run" + part, nameWidth, row.glyphs());
        row.put(SIGN, 0, run, part.isEmpty() ? Role.DIM : Role.ACCENT);
        columns.header(row, SIGN + nameWidth);
    }

    /** Draws the run at that place on the first row. */
    void run(Canvas row, int place, boolean selected) {
        Glyphs glyphs = row.glyphs();
        boolean apart = comparison.isToldApart(place);
        if (apart) {
            row.put(1, 0, glyphs.run(place), Role.run(place));
        }
        if (selected) {
            row.put(SIGN, 0, " ".repeat(Math.max(0, row.width() - SIGN)), Role.SELECTED);
        }
        String name = names.shown(place, nameWidth, glyphs);
        row.put(SIGN, 0, name, selected ? Role.SELECTED : apart ? Role.TEXT : Role.DIM);
        columns.row(row, SIGN + nameWidth, place, selected ? Role.SELECTED : null);
    }
}
