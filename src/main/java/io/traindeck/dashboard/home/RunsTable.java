package io.traindeck.dashboard.home;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/** The runs, one in a row, newest first. Columns that do not fit are left out. */
final class RunsTable {
    private static final int GAP = 2;
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 14;
    private static final int MOST_NAME = 48;
    private static final int MOST_TREND = 60;
    private static final double MS = 1000;

    /** The rungs of an ablation are longer than the recipes. */
    private static final int MOST_RECIPE = "+batchnorm".length();

    /** In the order of the screen; rank is the order in which they get their room. */
    private enum Field {
        STATE("state", 10, 1, false),
        RECIPE("recipe", 8, 5, false),
        DATA("data", 8, 7, false),
        EPOCH("epoch", 7, 3, true),
        BEST("best", 6, 2, true),
        TREND("val acc", 8, 6, false),
        AGE("age", 6, 4, true);

        private final String header;
        private final int width;
        private final int rank;
        private final boolean atRight;

        Field(String header, int width, int rank, boolean atRight) {
            this.header = header;
            this.width = width;
            this.rank = rank;
            this.atRight = atRight;
        }
    }

    private final List<RunSummary> runs;
    private final long nowMs;
    private final int width;
    private final List<Field> fields;
    private final int recipeWidth;
    private final int nameWidth;
    private final int trendWidth;

    RunsTable(List<RunSummary> runs, long nowMs, int width) {
        this.runs = runs;
        this.nowMs = nowMs;
        this.width = width;
        recipeWidth = Math.max(Field.RECIPE.width, Math.min(MOST_RECIPE, longest(RunSummary::recipe)));
        int longest = longest(RunSummary::name);
        int name = Math.max(1, Math.min(Math.min(longest, LEAST_NAME), width - SIGN - 1));
        int room = width - SIGN - name - 1;
        EnumSet<Field> fitting = EnumSet.noneOf(Field.class);
        List<Field> byRank = Arrays.stream(Field.values())
                .sorted(Comparator.comparingInt(field -> field.rank))
                .toList();
        for (Field field : byRank) {
            if (room < leastWidth(field) + GAP) {
                break;
            }
            fitting.add(field);
            room -= leastWidth(field) + GAP;
        }
        fields = List.copyOf(fitting);
        int more = Math.min(room, Math.min(longest, MOST_NAME) - name);
        nameWidth = name + Math.max(0, more);
        trendWidth = Math.min(MOST_TREND, Field.TREND.width + room - Math.max(0, more));
    }

    private int longest(Function<RunSummary, String> text) {
        return runs.stream()
                .mapToInt(run -> Safe.forCells(text.apply(run)).length())
                .max()
                .orElse(0);
    }

    private int leastWidth(Field field) {
        return field == Field.RECIPE ? recipeWidth : field.width;
    }

    private int width(Field field) {
        return field == Field.TREND ? trendWidth : leastWidth(field);
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        int x = SIGN + nameWidth;
        for (Field field : fields) {
            x += GAP;
            row.put(x, 0, padded(field, field.header), Role.DIM);
            x += width(field);
        }
    }

    /**
     * Draws a run on the first row.
     *
     * @param place among the runs marked to be compared, from 1; 0 where it is not
     */
    void run(Canvas row, RunSummary run, boolean selected, int place) {
        Status status = Status.valueOf(run.state().name());
        if (selected) {
            row.put(0, 0, " ".repeat(width), Role.SELECTED);
        }
        if (place > 0) {
            row.put(0, 0, String.valueOf(place), selected ? Role.SELECTED : Role.ACCENT);
        }
        row.put(1, 0, row.glyphs().status(status), selected ? Role.SELECTED : Role.of(status));
        String name = Text.cutMiddle(Safe.forCells(run.name()), nameWidth, row.glyphs());
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        int x = SIGN + nameWidth;
        for (Field field : fields) {
            x += GAP;
            Role role = selected ? Role.SELECTED : role(field, status);
            if (field == Field.TREND) {
                double[] values =
                        run.valAccs().stream().mapToDouble(Double::doubleValue).toArray();
                Sparkline.draw(row.part(new Rect(x, 0, trendWidth, 1)), values, -1, role);
            } else {
                String value = Text.cut(value(field, run), width(field), row.glyphs());
                row.put(x, 0, padded(field, value), role);
            }
            x += width(field);
        }
    }

    private String padded(Field field, String text) {
        return field.atRight ? Text.padLeft(text, width(field)) : Text.padRight(text, width(field));
    }

    private String value(Field field, RunSummary run) {
        return switch (field) {
            case STATE -> run.state().word().replace('_', ' ');
            case RECIPE -> Safe.forCells(run.recipe());
            case DATA -> Safe.forCells(run.data());
            case EPOCH -> run.epochs() == 0 ? "-" : run.epoch() + "/" + run.epochs();
            case BEST -> run.bestEpoch() == 0 ? "-" : Numbers.percent(run.bestValAcc());
            case TREND -> "";
            case AGE -> Numbers.estimate(Math.max(0, nowMs - run.startedMs()) / MS);
        };
    }

    private static Role role(Field field, Status status) {
        return switch (field) {
            case STATE -> Role.of(status);
            case BEST -> Role.GOOD;
            case TREND -> Role.VALIDATION;
            case EPOCH -> Role.TEXT;
            default -> Role.DIM;
        };
    }
}
