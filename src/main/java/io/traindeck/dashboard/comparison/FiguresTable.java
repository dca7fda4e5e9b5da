package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Best;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.Figure;
import io.traindeck.comparison.SharedGoal;
import io.traindeck.comparison.SharedMetric;
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
 * Columns that do not fit are left out. What the charts above show has its room first, unless that is the goal: then the
 * best of it has.
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

    /** The metrics that the table is about; none if it is about the goal. */
    private final List<SharedMetric> subject;

    /** The columns that show a run, which is named by its place among those compared. */
    private final FittedColumns<Integer> columns;

    private final int nameWidth;
    private final ShortNames names;

    /**
     * A column that is shown if it fits.
     *
     * @param of the column without which this one says nothing, or the wrong thing; null for none
     */
    private record Candidate(Column<Integer> column, Column<Integer> of) {}

    /** @param shown what is above the table */
    FiguresTable(Comparison comparison, ComparisonView shown, int width) {
        this.comparison = comparison;
        subject = subject(comparison, shown.charts());
        names = new ShortNames(comparison);
        int longest = names.longest();
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        List<Candidate> all = candidates();
        FittedColumns<Integer> before = fitted(
                all.stream()
                        .filter(candidate -> candidate.column().rank() <= BEFORE_NAMES)
                        .toList(),
                room);
        int more = Math.max(0, Math.min(room - before.width(), Math.min(longest, MOST_NAME) - name));
        nameWidth = name + more;
        columns = fitted(all, room - more);
    }

    /**
     * Returns what the table is about, beside charts of these metrics: all that are of the first one's kind, because
     * others are drawn only to explain it, as the learning rate is beside a norm.
     */
    private static List<SharedMetric> subject(Comparison comparison, List<SharedMetric> charts) {
        SharedMetric goal = comparison.goal().map(SharedGoal::metric).orElse(null);
        boolean ofGoal = charts.stream().anyMatch(chart -> chart == goal);
        return ofGoal
                ? List.of()
                : charts.stream()
                        .filter(chart -> chart.kind() == charts.get(0).kind())
                        .toList();
    }

    /** The figures in the order of the screen, the time at the end. */
    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(comparison.figures());
        List<Figure> more = subject.stream()
                .filter(metric -> figures.stream().noneMatch(figure -> figure.isLastOf(metric)))
                .map(Figure::last)
                .toList();
        boolean timed = !figures.isEmpty() && figures.get(figures.size() - 1).sort() == Figure.Sort.TIME;
        figures.addAll(figures.size() - (timed ? 1 : 0), more);
        return figures;
    }

    /** Returns the place of the figure's metric in what the table is about; -1 if it is about others. */
    private int placeInSubject(Figure figure) {
        for (int place = 0; place < subject.size(); place++) {
            if (figure.isLastOf(subject.get(place))) {
                return place;
            }
        }
        return -1;
    }

    /** The columns in the order of the screen. */
    private List<Candidate> candidates() {
        boolean epochs = comparison.progress() == AxisUnit.EPOCHS;
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate(
                new Column<>("state", 10, 7, Fit.LEFT, at -> Role.of(run(at).status()), at -> state(run(at).status())),
                null));
        all.add(new Candidate(
                number(epochs ? "epochs" : "steps", epochs ? 7 : 13, 6, Role.DIM, at -> run(at).done(
                                comparison.progress())),
                null));
        List<Figure> ranked = comparison.figures().stream()
                .sorted(Comparator.comparing(Figure::sort))
                .toList();
        // Beside a subject of its own, the table tells the state and how far a run is before it tells the goal.
        int later = subject.isEmpty() ? 0 : BEFORE_NAMES;
        Column<Integer> best = null;
        for (Figure figure : figures()) {
            boolean isBest = figure.sort() == Figure.Sort.BEST;
            int place = placeInSubject(figure);
            int rank = later + BEFORE_NAMES + 1 + ranked.indexOf(figure);
            int deltaRank = isBest ? later + 2 : rank + ranked.size();
            if (place >= 0) {
                // The values come before their differences, and both before all other columns.
                deltaRank = place - subject.size();
                rank = deltaRank - subject.size();
            }
            Column<Integer> value = column(figure, rank, later);
            all.add(new Candidate(value, figure.sort() == Figure.Sort.GAP ? best : null));
            all.add(new Candidate(delta(deltaRank, figure), value));
            if (isBest) {
                best = value;
                all.add(new Candidate(number("at", epochs ? 4 : 7, later + 3, Role.DIM, this::bestAt), value));
            }
        }
        return all;
    }

    /** Returns the columns that fit, without those that would be misread because the column they belong to does not. */
    private static FittedColumns<Integer> fitted(List<Candidate> candidates, int room) {
        FittedColumns<Integer> all =
                FittedColumns.of(candidates.stream().map(Candidate::column).toList(), room);
        List<Column<Integer>> understood = candidates.stream()
                .filter(candidate -> candidate.of() == null || all.has(candidate.of()))
                .map(Candidate::column)
                .toList();
        return FittedColumns.of(understood, room);
    }

    private ComparedRun run(int place) {
        return comparison.runs().get(place);
    }

    /**
     * @param rank the rank of the column if its figure has none of its own
     * @param later what is added to a rank of its own
     */
    private static Column<Integer> column(Figure figure, int rank, int later) {
        Function<Integer, String> text = at -> text(at, figure);
        return switch (figure.sort()) {
            case BEST -> number("best", NUMBER_WIDTH, later + 1, Role.GOOD, text);
            case GAP -> number("gap", 6, later + 4, Role.TEXT, text);
            case TIME -> number("time", 6, later + 5, Role.DIM, text);
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
        return status == Status.READING ? status.name() : status.word();
    }

    /**
     * The moment when a run was at its best, in what the axis counts: steps of one run beside epochs of another would
     * mislead.
     */
    private String bestAt(int place) {
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
