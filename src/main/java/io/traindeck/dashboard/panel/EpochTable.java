package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The epochs done, newest at the bottom, the best one starred. Columns that do not fit are left out. */
final class EpochTable {
    private static final int GAP = 2;

    /** In the order of the screen; {@code rank} is the order in which they get their room. */
    private static final List<Column> COLUMNS = List.of(
            new Column("train loss", 10, 4, Role.TRAIN, OwnMetrics.TRAIN_LOSS, Numbers::loss),
            new Column("val loss", 8, 2, Role.VALIDATION, OwnMetrics.VAL_LOSS, Numbers::loss),
            new Column("train", 6, 3, Role.TRAIN, OwnMetrics.TRAIN_ACC, Numbers::percent),
            new Column("val", 6, 1, Role.VALIDATION, OwnMetrics.VAL_ACC, Numbers::percent),
            new Column("lr", 8, 6, Role.DIM, OwnMetrics.LR, Numbers::rate),
            new Column("grad norm", 9, 7, Role.TEXT, OwnMetrics.GRAD_NORM_MEAN, Numbers::norm),
            new Column("time", 6, 5, Role.DIM, OwnMetrics.SECONDS, Numbers::span));

    /** Columns of the whole table: what it needs at the left of another panel. */
    static final int FULL_WIDTH =
            1 + numberWidth() + COLUMNS.stream().mapToInt(c -> c.width() + GAP).sum();

    private record Column(String header, int width, int rank, Role role, String metric, DoubleFunction<String> text) {
        String of(Measured row) {
            return row.values().has(metric) ? text.apply(row.values().get(metric)) : "";
        }
    }

    private final List<Measured> rows;
    private final Measured best;
    private final int back;

    /** @param back rows scrolled back from the newest */
    EpochTable(RunState state, int back) {
        this.rows = state.rows().list();
        this.best = state.best();
        this.back = back;
    }

    private static int numberWidth() {
        return "epoch *".length();
    }

    /** Draws on all rows of the canvas, the first of them a header where it is asked for. */
    void draw(Canvas canvas, boolean header) {
        List<Column> columns = fitting(canvas.width());
        int top = header ? 1 : 0;
        int height = canvas.height() - top;
        int end = Math.min(rows.size(), Math.max(Math.min(height, rows.size()), rows.size() - back));
        int begin = Math.max(0, end - height);
        if (header) {
            header(canvas, columns, begin, rows.size() - end);
        }
        if (header && rows.isEmpty() && height > 0) {
            canvas.put(1, 1, "no epoch is done yet", Role.DIM);
        }
        for (int i = begin; i < end; i++) {
            row(canvas, top + i - begin, columns, rows.get(i), rows.get(i) == best);
        }
    }

    private static void header(Canvas canvas, List<Column> columns, int above, int below) {
        canvas.put(1, 0, "epoch", Role.DIM);
        int x = 1 + numberWidth();
        for (Column column : columns) {
            x += GAP + column.width();
            canvas.putRight(x, 0, column.header(), Role.DIM);
        }
        String up = above > 0 ? canvas.glyphs().up() + above : "";
        String down = below > 0 ? canvas.glyphs().down() + below : "";
        String both = up + (above > 0 && below > 0 ? " " : "") + down;
        // Where there is no room for both, what is newer is worth more.
        for (String more : List.of(both, up + down, down)) {
            int end = Math.max(canvas.width() - 1, x + 1 + more.length());
            if (end <= canvas.width()) {
                canvas.putRight(end, 0, more, Role.DIM);
                return;
            }
        }
    }

    private static void row(Canvas canvas, int y, List<Column> columns, Measured row, boolean best) {
        canvas.putRight(6, y, Rows.number(row), best ? Role.GOOD : Role.TEXT);
        if (best) {
            canvas.put(7, y, canvas.glyphs().star(), Role.GOOD);
        }
        int x = 1 + numberWidth();
        for (Column column : columns) {
            x += GAP + column.width();
            canvas.putRight(x, y, column.of(row), best ? Role.GOOD : column.role());
        }
    }

    private static List<Column> fitting(int width) {
        List<Column> chosen = new ArrayList<>();
        int room = width - 1 - numberWidth();
        for (int rank = 1; rank <= COLUMNS.size(); rank++) {
            for (Column column : COLUMNS) {
                if (column.rank() == rank && column.width() + GAP <= room) {
                    room -= column.width() + GAP;
                    chosen.add(column);
                }
            }
        }
        return COLUMNS.stream().filter(chosen::contains).toList();
    }
}
