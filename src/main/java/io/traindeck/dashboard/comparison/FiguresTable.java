package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Best;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.Figure;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/** The figures of the runs, one in a row, with its sign: the legend of the charts too. Columns that do not fit are left out. */
final class FiguresTable {
    private static final int GAP = 2;
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 40;

    /** Columns up to this rank have their room before a long name has its. */
    private static final int BEFORE_NAMES = 7;

    /** Columns of a number, with its sign. */
    private static final int NUMBER = 7;

    private static final int LONGEST_HEADER = 14;

    private static final String NONE = "-";

    /**
     * @param rank the order in which columns get their room
     * @param role null for that of a run's state
     * @param value of the run at a place
     */
    private record Column(
            String header, int width, int rank, boolean atRight, Role role, IntFunction<String> value) {
        String padded(String text, Glyphs glyphs) {
            String cut = Text.cut(text, width, glyphs);
            return atRight ? Text.padLeft(cut, width) : Text.padRight(cut, width);
        }
    }

    private final Comparison comparison;
    private final List<Column> columns;
    private final int nameWidth;
    private final ShortNames names;

    FiguresTable(Comparison comparison, int width) {
        this.comparison = comparison;
        names = new ShortNames(comparison);
        List<Column> all = all(comparison);
        int longest = names.longest();
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        List<Column> chosen = new ArrayList<>();
        for (int rank = 1; rank <= BEFORE_NAMES + 2 * comparison.figures().size(); rank++) {
            if (rank == BEFORE_NAMES + 1) {
                int more = Math.max(0, Math.min(room, Math.min(longest, MOST_NAME) - name));
                name += more;
                room -= more;
            }
            for (Column column : all) {
                if (column.rank() == rank && column.width() + GAP <= room) {
                    chosen.add(column);
                    room -= column.width() + GAP;
                }
            }
        }
        nameWidth = name;
        columns = all.stream().filter(chosen::contains).toList();
    }

    /** In the order of the screen. */
    private static List<Column> all(Comparison comparison) {
        List<ComparedRun> runs = comparison.runs();
        boolean epochs = comparison.progress() == AxisUnit.EPOCHS;
        IntFunction<String> done = place -> runs.get(place).done(comparison.progress());
        List<Column> all = new ArrayList<>();
        all.add(new Column("state", 10, 7, false, null, place -> state(runs.get(place).status())));
        all.add(
                epochs
                        ? new Column("epochs", 7, 6, true, Role.DIM, done)
                        : new Column("steps", 13, 6, true, Role.DIM, done));
        List<Figure> ranked = comparison.figures().stream()
                .sorted(Comparator.comparing(Figure::sort))
                .toList();
        for (Figure figure : comparison.figures()) {
            int rank = BEFORE_NAMES + 1 + ranked.indexOf(figure);
            all.add(figure(figure, rank));
            all.add(delta(comparison, figure, figure.sort() == Figure.Sort.BEST ? 2 : rank + ranked.size()));
            if (figure.sort() == Figure.Sort.BEST) {
                all.add(new Column("at", epochs ? 4 : 7, 3, true, Role.DIM, place -> best(comparison, place)));
            }
        }
        return all;
    }

    private static Column figure(Figure figure, int rank) {
        IntFunction<String> value = at -> text(figure, at);
        return switch (figure.sort()) {
            case BEST -> new Column("best", NUMBER, 1, true, Role.GOOD, value);
            case GAP -> new Column("gap", 6, 4, true, Role.TEXT, value);
            case TIME -> new Column("time", 6, 5, true, Role.DIM, value);
            case LAST, LAST_OF_TRAINING -> {
                String header = Safe.forCells(figure.header());
                int width = Math.max(NUMBER, Math.min(LONGEST_HEADER, header.length()));
                yield new Column(header, width, rank, true, Role.TEXT, value);
            }
        };
    }

    private static String text(Figure figure, int place) {
        OptionalDouble value = figure.of(place);
        return value.isPresent() ? figure.text(value.getAsDouble()) : NONE;
    }

    private static Column delta(Comparison comparison, Figure figure, int rank) {
        return new Column("+/-", 7, rank, true, Role.ACCENT, place -> {
            OptionalDouble delta = comparison.delta(figure, place);
            return delta.isPresent() ? figure.change(delta.getAsDouble()) : "";
        });
    }

    private static String state(Status status) {
        return status == Status.LOADING ? "LOADING" : status.word();
    }

    private static String best(Comparison comparison, int place) {
        Best best = comparison.best(place);
        return best == null ? NONE : best.number();
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        int x = SIGN + nameWidth;
        for (Column column : columns) {
            x = row.put(x + GAP, 0, column.padded(column.header(), row.glyphs()), Role.DIM);
        }
    }

    /** Draws the run at that place on the first row. */
    void run(Canvas row, int place, boolean selected) {
        Glyphs glyphs = row.glyphs();
        row.put(1, 0, glyphs.run(place), Role.run(place));
        if (selected) {
            row.put(SIGN, 0, " ".repeat(Math.max(0, row.width() - SIGN)), Role.SELECTED);
        }
        String name = names.shown(place, nameWidth, glyphs);
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        int x = SIGN + nameWidth;
        for (Column column : columns) {
            String value = column.padded(column.value().apply(place), glyphs);
            Role role = column.role() == null
                    ? Role.of(comparison.runs().get(place).status())
                    : column.role();
            x = row.put(x + GAP, 0, value, selected ? Role.SELECTED : role);
        }
    }
}
