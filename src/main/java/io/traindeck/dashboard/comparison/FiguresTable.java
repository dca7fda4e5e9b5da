package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.Figure;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.Rows;
import io.traindeck.state.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** The figures of the runs, one in a row, with its sign: the legend of the charts too. Columns that do not fit are left out. */
final class FiguresTable {
    private static final int GAP = 2;
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 40;

    /** Columns up to this rank have their room before a long name has its. */
    private static final int BEFORE_NAMES = 7;

    private static final String NONE = "-";

    /** In the order of the screen; rank is the order in which they get their room. */
    private static final List<Column> COLUMNS = List.of(
            new Column("state", 10, 7, false, (all, run) -> state(run.status())),
            new Column("epochs", 7, 6, true, (all, run) -> run.epochsOfPlanned()),
            figure("best", 7, 1, Figure.BEST_VAL_ACC),
            delta(7, 2, Figure.BEST_VAL_ACC),
            new Column("at", 4, 3, true, (all, run) -> best(run)),
            figure("gap", 6, 4, Figure.GAP),
            delta(7, 10, Figure.GAP),
            figure("train loss", 10, 9, Figure.TRAIN_LOSS),
            delta(7, 12, Figure.TRAIN_LOSS),
            figure("val loss", 8, 8, Figure.VAL_LOSS),
            delta(7, 11, Figure.VAL_LOSS),
            figure("time", 6, 5, Figure.SECONDS),
            delta(7, 13, Figure.SECONDS));

    private record Column(
            String header, int width, int rank, boolean atRight, BiFunction<Comparison, ComparedRun, String> value) {
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
        int longest = names.longest();
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        List<Column> chosen = new ArrayList<>();
        for (int rank = 1; rank <= COLUMNS.size(); rank++) {
            if (rank == BEFORE_NAMES + 1) {
                int more = Math.max(0, Math.min(room, Math.min(longest, MOST_NAME) - name));
                name += more;
                room -= more;
            }
            for (Column column : COLUMNS) {
                if (column.rank() == rank && column.width() + GAP <= room) {
                    chosen.add(column);
                    room -= column.width() + GAP;
                }
            }
        }
        nameWidth = name;
        columns = COLUMNS.stream().filter(chosen::contains).toList();
    }

    private static Column figure(String header, int width, int rank, Figure figure) {
        return new Column(header, width, rank, true, (all, run) -> text(figure.of(run), figure));
    }

    private static String text(OptionalDouble value, Figure figure) {
        return value.isPresent() ? figure.text(value.getAsDouble()) : NONE;
    }

    private static Column delta(int width, int rank, Figure figure) {
        return new Column("+/-", width, rank, true, (all, run) -> {
            OptionalDouble delta = all.delta(figure, run);
            return delta.isPresent() ? figure.change(delta.getAsDouble()) : "";
        });
    }

    private static String state(Status status) {
        return status == Status.LOADING ? "LOADING" : status.word();
    }

    private static String best(ComparedRun run) {
        return run.best().map(Rows::number).orElse(NONE);
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
        ComparedRun run = comparison.runs().get(place);
        Glyphs glyphs = row.glyphs();
        row.put(1, 0, glyphs.run(place), Role.run(place));
        if (selected) {
            row.put(SIGN, 0, " ".repeat(Math.max(0, row.width() - SIGN)), Role.SELECTED);
        }
        String name = names.shown(place, nameWidth, glyphs);
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        int x = SIGN + nameWidth;
        for (Column column : columns) {
            String value = column.padded(column.value().apply(comparison, run), glyphs);
            x = row.put(x + GAP, 0, value, selected ? Role.SELECTED : role(column, run));
        }
    }

    private static Role role(Column column, ComparedRun run) {
        return switch (column.header()) {
            case "state" -> Role.of(run.status());
            case "best" -> Role.GOOD;
            case "+/-" -> Role.ACCENT;
            case "epochs", "at", "time" -> Role.DIM;
            default -> Role.TEXT;
        };
    }
}
