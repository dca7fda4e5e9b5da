package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.Curve;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;

/** The values of a tile's lines: under the cursor, the last, the least and the most. */
final class CurveValues {
    private static final int GAP = 3;
    private static final int LEAST_NAME = 8;

    /** Columns of a sign and the space after it. */
    private static final int SIGN = 2;

    private static final int MOST_NAME = 40;

    private final Tile tile;
    private final long cursor;

    /** @param cursor the step of the cursor; {@link ViewState#NO_CURSOR} without one */
    CurveValues(Tile tile, long cursor) {
        this.tile = tile;
        this.cursor = cursor;
    }

    /** A column of the table. */
    private record Column(String title, List<String> texts) {
        int width() {
            int width = title.length();
            for (String text : texts) {
                width = Math.max(width, text.length());
            }
            return width;
        }
    }

    private interface Value {
        String of(CurveLine line);
    }

    /** Draws a heading and a row for each line, as many as there are rows; columns that do not fit are left out. */
    void draw(Canvas canvas) {
        List<Column> columns = new ArrayList<>();
        if (cursor != ViewState.NO_CURSOR) {
            columns.add(column("under the cursor", line -> under(line)));
        }
        columns.add(column("last", line -> line.text(line.curve().lastValue())));
        columns.add(column("least", line -> at(line, extreme(line.curve(), true), true)));
        columns.add(column("most", line -> at(line, extreme(line.curve(), false), false)));
        int names = tile.lines().stream()
                .mapToInt(line -> line.metric().name().length())
                .max()
                .orElse(0);
        int nameWidth = Math.max(LEAST_NAME, Math.min(MOST_NAME, Math.min(names, canvas.width() / 3)));
        for (int i = 0; i + 1 < canvas.height() && i < tile.lines().size(); i++) {
            CurveLine line = tile.lines().get(i);
            String name = Text.cutMiddle(Safe.forCells(line.metric().name()), nameWidth, canvas.glyphs());
            canvas.put(1, 1 + i, Labels.signed(canvas, line.role(), name), line.role());
        }
        int x = 1 + nameWidth + (canvas.tellsByColour() ? 0 : SIGN);
        for (Column column : columns) {
            int end = x + GAP + column.width();
            if (end < canvas.width()) {
                canvas.putRight(end, 0, column.title(), Role.DIM);
                for (int i = 0; i + 1 < canvas.height() && i < column.texts().size(); i++) {
                    canvas.putRight(end, 1 + i, column.texts().get(i), Role.TEXT);
                }
                x = end;
            }
        }
    }

    private Column column(String title, Value value) {
        return new Column(title, tile.lines().stream().map(value::of).toList());
    }

    /**
     * The value under the cursor as it is; where several are held as one, from which to which they go; and their step,
     * if it is another.
     */
    private String under(CurveLine line) {
        Curve curve = line.curve();
        int at = curve.at(cursor);
        if (at < 0) {
            return "-";
        }
        String text = curve.isGap(at)
                ? "not finite"
                : curve.finite(at) == 1
                        ? exact(line, curve.mean(at))
                        : line.text(curve.min(at)) + " to " + line.text(curve.max(at));
        return text + (curve.last(at) < cursor ? " @ " + Numbers.count(curve.last(at)) : "");
    }

    private static String exact(CurveLine line, double value) {
        String text = line.text(value);
        return text.endsWith("%") ? text : (value < 0 ? "-" : "") + Numbers.shortest(Math.abs(value));
    }

    private static int extreme(Curve curve, boolean least) {
        int found = -1;
        for (int i = 0; i < curve.size(); i++) {
            boolean better = found < 0 || (least ? curve.min(i) < curve.min(found) : curve.max(i) > curve.max(found));
            found = !curve.isGap(i) && better ? i : found;
        }
        return found;
    }

    private static String at(CurveLine line, int bucket, boolean least) {
        if (bucket < 0) {
            return "-";
        }
        Curve curve = line.curve();
        double value = least ? curve.min(bucket) : curve.max(bucket);
        return line.text(value) + " @ " + Numbers.count(curve.middle(bucket));
    }

    /** A line for each of the tile's lines: name, step, and the value, or mean, least and most of several. */
    String copied() {
        StringBuilder out = new StringBuilder();
        for (CurveLine line : tile.lines()) {
            Curve curve = line.curve();
            int at = cursor == ViewState.NO_CURSOR ? curve.size() - 1 : curve.at(cursor);
            if (at >= 0) {
                boolean one = curve.first(at) == curve.last(at);
                out.append(Safe.forLine(line.metric().name()).replace('\t', ' '))
                        .append('\t');
                out.append(one ? "" : curve.first(at) + "-")
                        .append(curve.last(at))
                        .append('\t');
                out.append(curve.mean(at));
                out.append(curve.finite(at) < 2 ? "" : "\t" + curve.min(at) + "\t" + curve.max(at))
                        .append('\n');
            }
        }
        return out.toString().stripTrailing();
    }
}
