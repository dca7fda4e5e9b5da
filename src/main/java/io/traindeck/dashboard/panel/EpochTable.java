package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.state.EpochHistory;
import io.traindeck.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The epochs done, newest at the bottom, the best one starred. Columns that do not fit are left out. */
final class EpochTable {
    private static final int GAP = 2;

    /** In the order of the screen; {@code rank} is the order in which they get their room. */
    private static final List<Column> COLUMNS = List.of(
            new Column("train loss", 10, 4, Role.TRAIN, e -> Numbers.loss(e.trainLoss())),
            new Column("val loss", 8, 2, Role.VALIDATION, e -> Numbers.loss(e.valLoss())),
            new Column("train", 6, 3, Role.TRAIN, e -> Numbers.percent(e.trainAcc())),
            new Column("val", 6, 1, Role.VALIDATION, e -> Numbers.percent(e.valAcc())),
            new Column("lr", 8, 6, Role.DIM, e -> Numbers.rate(e.lr())),
            new Column("grad norm", 9, 7, Role.TEXT, e -> Numbers.norm(e.gradNormMean())),
            new Column("time", 6, 5, Role.DIM, e -> Numbers.span(e.seconds())));

    /** Columns of the whole table: what it needs at the left of another panel. */
    static final int FULL_WIDTH =
            1 + numberWidth() + COLUMNS.stream().mapToInt(c -> c.width() + GAP).sum();

    private record Column(String header, int width, int rank, Role role, Function<Epoch, String> value) {}

    private final EpochHistory history;
    private final int back;

    /** @param back epochs scrolled back from the newest */
    EpochTable(EpochHistory history, int back) {
        this.history = history;
        this.back = back;
    }

    private static int numberWidth() {
        return "epoch *".length();
    }

    /** Draws on all rows of the canvas, the first of them a header where it is asked for. */
    void draw(Canvas canvas, boolean header) {
        List<Column> columns = fitting(canvas.width());
        int top = header ? 1 : 0;
        int rows = canvas.height() - top;
        List<Epoch> all = history.list();
        int end = Math.min(all.size(), Math.max(Math.min(rows, all.size()), all.size() - back));
        int begin = Math.max(0, end - rows);
        if (header) {
            header(canvas, columns, begin, all.size() - end);
        }
        if (header && all.isEmpty() && rows > 0) {
            canvas.put(1, 1, "no epoch is done yet", Role.DIM);
        }
        Epoch best = history.best();
        for (int i = begin; i < end; i++) {
            row(canvas, top + i - begin, columns, all.get(i), all.get(i) == best);
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

    private static void row(Canvas canvas, int y, List<Column> columns, Epoch epoch, boolean best) {
        canvas.putRight(6, y, String.valueOf(epoch.epoch()), best ? Role.GOOD : Role.TEXT);
        if (best) {
            canvas.put(7, y, canvas.glyphs().star(), Role.GOOD);
        }
        int x = 1 + numberWidth();
        for (Column column : columns) {
            x += GAP + column.width();
            canvas.putRight(x, y, column.value().apply(epoch), best ? Role.GOOD : column.role());
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
