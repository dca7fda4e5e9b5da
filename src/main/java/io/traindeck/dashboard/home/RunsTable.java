package io.traindeck.dashboard.home;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The runs, one in a row. Columns that do not fit are left out, as are those of which no run has anything. */
final class RunsTable {
    private static final int GAP = 2;
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 48;
    private static final int MOST_TREND = 60;
    private static final double MS = 1000;

    /** From here on a step is rounded, lest it need more than its column. */
    private static final long LEAST_SCALED = 1_000_000;

    /** In the order of the screen; rank is the order in which they get their room. */
    private enum Field {
        STATE("state", 10, 10, 1, false),
        /** The rungs of an ablation are longer than the recipes. */
        RECIPE("recipe", 8, "+batchnorm".length(), 7, false),
        DATA("data", 8, 8, 9, false),
        FORMAT("format", 6, 11, 10, false),
        EPOCH("epoch", 7, 7, 4, true),
        STEP("step", 7, 7, 5, true),
        GOAL("goal", 8, 16, 3, false),
        BEST("best", 6, 8, 2, true),
        TREND("trend", 8, 8, 8, false),
        AGE("age", 6, 6, 6, true);

        private final String header;
        private final int least;
        private final int most;
        private final int rank;
        private final boolean atRight;

        Field(String header, int least, int most, int rank, boolean atRight) {
            this.header = header;
            this.least = least;
            this.most = most;
            this.rank = rank;
            this.atRight = atRight;
        }
    }

    private final List<RunSummary> runs;
    private final long nowMs;
    private final int width;
    private final boolean ours;

    /** The columns that fit, with their widths. */
    private final Map<Field, Integer> widths = new EnumMap<>(Field.class);

    private final int nameWidth;

    RunsTable(List<RunSummary> runs, long nowMs, int width) {
        this.runs = runs;
        this.nowMs = nowMs;
        this.width = width;
        ours = runs.stream().allMatch(run -> run.run().folder().isPresent());
        int longest = longest(RunSummary::name);
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        List<Field> byRank = Arrays.stream(Field.values())
                .filter(this::isThere)
                .sorted(Comparator.comparingInt(field -> field.rank))
                .toList();
        for (Field field : byRank) {
            int wanted = wantedWidth(field);
            if (room < wanted + GAP) {
                break;
            }
            widths.put(field, wanted);
            room -= wanted + GAP;
        }
        int more = Math.max(0, Math.min(room, Math.min(longest, MOST_NAME) - name));
        nameWidth = name + more;
        int rest = room - more;
        widths.computeIfPresent(Field.TREND, (field, least) -> Math.min(MOST_TREND, least + rest));
    }

    private int longest(Function<RunSummary, String> text) {
        return runs.stream().mapToInt(run -> text.apply(run).length()).max().orElse(0);
    }

    private boolean isThere(Field field) {
        return switch (field) {
            case RECIPE -> ours || longest(run -> run.about().recipe()) > 0;
            case DATA -> ours || longest(run -> run.about().data()) > 0;
            case FORMAT -> !ours;
            case EPOCH -> ours || runs.stream().anyMatch(RunsTable::hasEpochs);
            case STEP -> runs.stream().anyMatch(run -> !hasEpochs(run) && run.reached().step() > 0 && isOthers(run));
            case GOAL -> !isAllAccuracy();
            default -> true;
        };
    }

    private static boolean isOthers(RunSummary run) {
        return run.run().folder().isEmpty();
    }

    private static boolean hasEpochs(RunSummary run) {
        return run.reached().epochs() > 0 || run.reached().epoch() > 0;
    }

    /** Whether nobody needs to be told what the best is the best of. */
    private boolean isAllAccuracy() {
        return runs.stream()
                .map(run -> run.best().metric())
                .allMatch(goal -> goal.isEmpty() || goal.equals(OwnMetrics.VAL_ACC));
    }

    private int wantedWidth(Field field) {
        return field.least == field.most
                ? field.least
                : Math.max(field.least, Math.min(field.most, longest(run -> value(field, run))));
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        int x = SIGN + nameWidth;
        for (Map.Entry<Field, Integer> column : widths.entrySet()) {
            Field field = column.getKey();
            String header = field == Field.TREND && isAllAccuracy() ? "val acc" : field.header;
            x += GAP;
            row.put(x, 0, padded(field, header, column.getValue()), Role.DIM);
            x += column.getValue();
        }
    }

    /**
     * Draws a run on the first row.
     *
     * @param place among the runs marked to be compared, from 1; 0 where it is not
     */
    void run(Canvas row, RunSummary run, boolean selected, int place) {
        Status status = run.state();
        if (selected) {
            row.put(0, 0, " ".repeat(width), Role.SELECTED);
        }
        if (place > 0) {
            row.put(0, 0, String.valueOf(place), selected ? Role.SELECTED : Role.ACCENT);
        }
        if (status != null) {
            row.put(1, 0, row.glyphs().status(status), selected ? Role.SELECTED : Role.of(status));
        }
        String name = Text.cutMiddle(Safe.forCells(run.name()), nameWidth, row.glyphs());
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        int x = SIGN + nameWidth;
        for (Map.Entry<Field, Integer> column : widths.entrySet()) {
            Field field = column.getKey();
            int fieldWidth = column.getValue();
            x += GAP;
            Role role = selected ? Role.SELECTED : role(field, status);
            if (field == Field.TREND) {
                Sparkline.draw(
                        row.part(new Rect(x, 0, fieldWidth, 1)), run.trend().values(), -1, role);
            } else {
                String value = Text.cut(Safe.forCells(value(field, run)), fieldWidth, row.glyphs());
                row.put(x, 0, padded(field, value, fieldWidth), role);
            }
            x += fieldWidth;
        }
    }

    private static String padded(Field field, String text, int width) {
        return field.atRight ? Text.padLeft(text, width) : Text.padRight(text, width);
    }

    private String value(Field field, RunSummary run) {
        return switch (field) {
            case STATE -> run.isRead() ? run.state().code().replace('_', ' ') : "";
            case RECIPE -> run.about().recipe();
            case DATA -> run.about().data();
            case FORMAT -> run.run().format();
            case EPOCH -> epoch(run);
            case STEP -> step(run.reached().step());
            case GOAL -> run.best().metric();
            case BEST -> run.best().text().isEmpty() ? "-" : run.best().text();
            case TREND -> "";
            case AGE -> Numbers.estimate(Math.max(0, nowMs - run.about().sinceMs()) / MS);
        };
    }

    private static String epoch(RunSummary run) {
        int epochs = run.reached().epochs();
        return !hasEpochs(run) ? "-" : epochs == 0 ? String.valueOf(run.reached().epoch()) : run.reached().epoch() + "/" + epochs;
    }

    private static String step(long step) {
        return step == 0 ? "-" : step < LEAST_SCALED ? Numbers.count(step) : Numbers.scaled(step);
    }

    private static Role role(Field field, Status status) {
        return switch (field) {
            case STATE -> status == null ? Role.DIM : Role.of(status);
            case BEST -> Role.GOOD;
            case TREND -> Role.VALIDATION;
            case EPOCH, STEP -> Role.TEXT;
            default -> Role.DIM;
        };
    }
}
