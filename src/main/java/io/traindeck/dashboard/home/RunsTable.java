package io.traindeck.dashboard.home;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.FittedColumns;
import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.FittedColumns.Fit;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The table of runs, one in a row. Columns that do not fit are left out, and so are those that no run has anything for.
 */
final class RunsTable {
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 48;
    private static final int LEAST_STATE = 10;

    /** The widest state in characters: {@code requeued 2x from step 1,234}. */
    private static final int MOST_STATE = 27;

    /** The columns for the best value, with gaps: it matters more than all that a batch system tells. */
    private static final int BESIDE_STATE = 10;

    private static final int LEAST_TREND = 8;
    private static final int MOST_TREND = 60;
    private static final int LEAST_RECIPE = 8;
    private static final int LONGEST_FORMAT = "Weights & Biases".length();
    private static final double MS = 1000;

    /** The columns for the step and the name of a run's parent: so many fit beside the recipe on 80 columns. */
    private static final int MOST_PARENT = 13;

    /** Columns for the metric that is a run's goal, on 80 columns. */
    private static final int MOST_GOAL = 16;

    /** The parents, and the goals, take at most one in so many columns of a wide screen. */
    private static final int TEXT_SHARE = 6;

    /** The maximum number of columns of a recipe: the rungs of an ablation are longer than the recipes. */
    private static final int MOST_RECIPE = "+batchnorm".length();

    /** From this step on, numbers are rounded, so that they fit into their column. */
    private static final long LEAST_SCALED = 1_000_000;

    private final List<RunSummary> runs;
    private final Function<RunSummary, String> names;
    private final long nowMs;
    private final int width;
    private final Column<RunSummary> trend;
    private final FittedColumns<RunSummary> columns;
    private final int nameWidth;
    private final int stateWidth;
    private final TrendScales scales;

    RunsTable(Listing listing, long nowMs, int width) {
        runs = listing.runs();
        names = listing.groups().by()::nameBelow;
        scales = listing.groups().scales();
        this.nowMs = nowMs;
        this.width = width;
        int longest = longest(names);
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        stateWidth = Math.max(
                LEAST_STATE, Math.min(Math.min(MOST_STATE, longest(RunSummary::stateWords)), room - BESIDE_STATE));
        Column<RunSummary> narrow = trend(LEAST_TREND);
        List<Column<RunSummary>> all = columns(narrow);
        int rest = room - FittedColumns.of(all, room).width();
        int more = Math.max(0, Math.min(rest, Math.min(longest, MOST_NAME) - name));
        nameWidth = name + more;
        trend = trend(Math.min(MOST_TREND, LEAST_TREND + rest - more));
        all.replaceAll(column -> column == narrow ? trend : column);
        columns = FittedColumns.of(all, room - more);
    }

    private int longest(Function<RunSummary, String> text) {
        int longest = 0;
        for (RunSummary run : runs) {
            longest = Math.max(longest, text.apply(run).length());
        }
        return longest;
    }

    private boolean any(Predicate<RunSummary> condition) {
        return runs.stream().anyMatch(condition);
    }

    private Column<RunSummary> trend(int trendWidth) {
        return new Column<>(
                isAllAccuracy() ? "val acc" : "trend", trendWidth, 8, Fit.LEFT, run -> Role.VALIDATION, run -> "");
    }

    /**
     * Returns whether the best values of all runs are of {@code val_acc}, so that nobody needs to be told of what they
     * are.
     */
    private boolean isAllAccuracy() {
        return !any(
                run -> !run.best().metric().isEmpty() && !run.best().metric().equals(OwnMetrics.VAL_ACC));
    }

    /** The columns in the order of the screen. */
    private List<Column<RunSummary>> columns(Column<RunSummary> theTrend) {
        boolean ours = !any(RunsTable::isOthers);
        List<Column<RunSummary>> all = new ArrayList<>();
        all.add(new Column<>(
                "state", stateWidth, 1, Fit.LEFT, run -> role(run.state()), run -> Safe.forCells(run.stateWords())));
        if (ours || any(run -> !run.about().recipe().isEmpty())) {
            int recipe = Math.max(LEAST_RECIPE, Math.min(MOST_RECIPE, longest(run -> run.about()
                    .recipe())));
            all.add(dim("recipe", recipe, 7, run -> run.about().recipe()));
        }
        if (ours || any(run -> !run.about().data().isEmpty())) {
            all.add(dim("data", 8, 9, run -> run.about().data()));
        }
        if (any(run -> run.about().parent() != null)) {
            int most = Math.max(MOST_PARENT, width / TEXT_SHARE);
            all.add(dim(
                    "from step",
                    Math.max("from step".length(), Math.min(most, longest(RunsTable::parent))),
                    7,
                    RunsTable::parent));
        }
        if (!ours) {
            int format = Math.max("format".length(), Math.min(LONGEST_FORMAT, longest(run -> run.run()
                    .format())));
            all.add(dim("format", format, 10, run -> run.run().format()));
        }
        if (ours || any(RunsTable::hasEpochs)) {
            all.add(Column.ofNumbers("epoch", 7, 4, Role.TEXT, RunsTable::epoch));
        }
        if (any(run -> isOthers(run) && !hasEpochs(run))) {
            all.add(Column.ofNumbers(
                    "step", 7, 5, Role.TEXT, run -> step(run.reached().step())));
        }
        if (!isAllAccuracy()) {
            int most = Math.max(MOST_GOAL, width / TEXT_SHARE);
            int goal = Math.max(
                    "goal".length(), Math.min(most, longest(run -> run.best().metric())));
            all.add(new Column<>(
                    "goal",
                    goal,
                    3,
                    Fit.FAMILY,
                    run -> Role.DIM,
                    run -> Safe.forCells(run.best().metric())));
        }
        int best = isAllAccuracy() ? 6 : 8;
        all.add(Column.ofNumbers(
                "best", best, 2, Role.GOOD, run -> orDash(run.best().text())));
        all.add(theTrend);
        all.add(Column.ofNumbers("age", 6, 6, Role.DIM, this::age));
        return all;
    }

    private static Column<RunSummary> dim(String header, int width, int rank, Function<RunSummary, String> text) {
        return new Column<>(header, width, rank, Fit.LEFT, run -> Role.DIM, run -> Safe.forCells(text.apply(run)));
    }

    /** Says where a branch begins. The step stands first, because a long name is cut at its end. */
    private static String parent(RunSummary run) {
        Parent parent = run.about().parent();
        return parent == null ? "" : parent.step() + " of " + parent.run();
    }

    private static boolean isOthers(RunSummary run) {
        return run.run().folder().isEmpty();
    }

    /**
     * Returns whether the log counts epochs. The settings of another program's run may say how many there will be
     * although its log counts none.
     */
    private static boolean hasEpochs(RunSummary run) {
        return run.reached().epoch() > 0 || !isOthers(run) && run.reached().epochs() > 0;
    }

    private static String epoch(RunSummary run) {
        int epoch = run.reached().epoch();
        int epochs = run.reached().epochs();
        return !hasEpochs(run) ? "-" : epochs == 0 ? String.valueOf(epoch) : epoch + "/" + epochs;
    }

    private static String step(long step) {
        return step == 0 ? "-" : step < LEAST_SCALED ? Numbers.count(step) : Numbers.scaled(step);
    }

    private String age(RunSummary run) {
        return Numbers.estimate(Math.max(0, nowMs - run.about().sinceMs()) / MS);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static Role role(Status status) {
        return status == null ? Role.DIM : Role.of(status);
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        columns.header(row, SIGN + nameWidth);
    }

    /**
     * Draws a run on the first row.
     *
     * @param place the place among the runs marked to be compared, from 1; 0 if it is not marked
     */
    void run(Canvas row, RunSummary run, boolean selected, int place) {
        if (selected) {
            row.put(0, 0, " ".repeat(width), Role.SELECTED);
        }
        if (place > 0) {
            row.put(0, 0, String.valueOf(place), selected ? Role.SELECTED : Role.ACCENT);
        }
        if (run.isRead()) {
            row.put(1, 0, row.glyphs().status(run.state()), selected ? Role.SELECTED : Role.of(run.state()));
        }
        String name = Text.cutMiddle(Safe.forCells(names.apply(run)), nameWidth, row.glyphs());
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        columns.row(row, SIGN + nameWidth, run, selected ? Role.SELECTED : null);
        if (columns.has(trend)) {
            Canvas cell = row.part(new Rect(columns.at(trend, SIGN + nameWidth), 0, trend.width(), 1));
            Sparkline.draw(cell, run.trend().values(), scales.of(run), selected ? Role.SELECTED : Role.VALIDATION);
        }
    }
}
