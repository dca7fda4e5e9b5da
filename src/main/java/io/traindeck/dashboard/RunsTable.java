package io.traindeck.dashboard;

import io.traindeck.run.RunSummary;
import java.util.List;

/** The runs, one in a row, newest first. Columns that do not fit are left out. */
final class RunsTable {
    private static final int GAP = 2;
    private static final int SIGN = 3;
    private static final int LEAST_NAME = 12;
    private static final int MOST_NAME = 48;
    private static final int LEAST_SPARK = 8;
    private static final int MOST_SPARK = 60;
    private static final double MS = 1000;

    /** In the order of the screen; rank is the order in which they get their room. */
    private enum Field {
        STATE("state", 10, 1, false),
        RECIPE("recipe", 8, 5, false),
        DATA("data", 8, 6, false),
        EPOCH("epoch", 7, 3, true),
        BEST("best", 6, 2, true),
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
    private final int nameWidth;
    private final int sparkWidth;

    RunsTable(List<RunSummary> runs, long nowMs, int width) {
        this.runs = runs;
        this.nowMs = nowMs;
        this.width = width;
        int longest = runs.stream()
                .mapToInt(run -> Text.safe(run.name()).length())
                .max()
                .orElse(0);
        int name = Math.max(LEAST_NAME, Math.min(MOST_NAME, longest));
        int room = width - SIGN - name - 1;
        List<Field> byRank = List.of(Field.values()).stream()
                .sorted((a, b) -> Integer.compare(a.rank, b.rank))
                .toList();
        int least = byRank.get(byRank.size() - 1).rank;
        for (Field field : byRank) {
            if (room < field.width + GAP) {
                least = field.rank - 1;
                break;
            }
            room -= field.width + GAP;
        }
        int lastRank = least;
        fields = List.of(Field.values()).stream()
                .filter(field -> field.rank <= lastRank)
                .toList();
        boolean spark = room >= LEAST_SPARK + GAP;
        sparkWidth = spark ? Math.min(MOST_SPARK, room - GAP) : 0;
        nameWidth = Math.max(1, Math.min(name, width - SIGN - 1));
    }

    void header(Canvas row) {
        row.put(SIGN, 0, "run", Role.DIM);
        int x = SIGN + nameWidth;
        for (Field field : fields) {
            x += GAP;
            if (field == Field.AGE && sparkWidth > 0) {
                row.put(x, 0, "val acc", Role.DIM);
                x += sparkWidth + GAP;
            }
            row.put(x, 0, padded(field, field.header), Role.DIM);
            x += field.width;
        }
    }

    /** Draws a run on the first row. */
    void run(Canvas row, RunSummary run, boolean selected) {
        Status status = Status.valueOf(run.state().name());
        if (selected) {
            row.put(0, 0, " ".repeat(width), Role.SELECTED);
        }
        row.put(1, 0, row.glyphs().status(status), selected ? Role.SELECTED : status.role());
        String name = Text.cut(Text.safe(run.name()), nameWidth, row.glyphs());
        row.put(SIGN, 0, name, selected ? Role.SELECTED : Role.TEXT);
        int x = SIGN + nameWidth;
        for (Field field : fields) {
            x += GAP;
            if (field == Field.AGE && sparkWidth > 0) {
                double[] values =
                        run.valAccs().stream().mapToDouble(Double::doubleValue).toArray();
                Sparkline.draw(
                        row.part(new Rect(x, 0, sparkWidth, 1)),
                        values,
                        -1,
                        selected ? Role.SELECTED : Role.VALIDATION);
                x += sparkWidth + GAP;
            }
            String value = Text.cut(value(field, run), field.width, row.glyphs());
            row.put(x, 0, padded(field, value), selected ? Role.SELECTED : role(field, status));
            x += field.width;
        }
    }

    private static String padded(Field field, String text) {
        return field.atRight ? Text.padLeft(text, field.width) : Text.padRight(text, field.width);
    }

    private String value(Field field, RunSummary run) {
        return switch (field) {
            case STATE -> run.state().word().replace('_', ' ');
            case RECIPE -> Text.safe(run.recipe());
            case DATA -> Text.safe(run.data());
            case EPOCH -> run.epochs() == 0 ? "-" : run.epoch() + "/" + run.epochs();
            case BEST -> run.bestEpoch() == 0 ? "-" : Numbers.percent(run.bestValAcc());
            case AGE -> Numbers.estimate(Math.max(0, nowMs - run.startedMs()) / MS);
        };
    }

    private static Role role(Field field, Status status) {
        return switch (field) {
            case STATE -> status.role();
            case BEST -> Role.GOOD;
            case EPOCH -> Role.TEXT;
            default -> Role.DIM;
        };
    }
}
