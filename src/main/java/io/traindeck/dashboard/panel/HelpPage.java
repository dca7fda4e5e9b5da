package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.state.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All keys that hold where help was asked for, and can do something to what is shown there. */
public final class HelpPage {
    /** The minimum number of columns of sentences: if there are fewer beside the keys, a sentence stands below them. */
    private static final int LEAST_SENTENCE = 20;

    private static final int INDENT = 3;

    private HelpPage() {}

    /**
     * A line of the page.
     *
     * @param keys empty if the line goes on with the sentence above
     * @param at the column of the text
     */
    private record Line(String keys, int at, String text, Role role) {}

    /** The maximum number of lines that a page of that many columns and rows is scrolled down. */
    static int mostDown(KeyTable keys, Context place, Predicate<Action> works, int width, int rows) {
        // Signs of plain characters are never shorter than others, so no line is out of reach.
        return Math.max(0, lines(keys, place, works, width, Glyphs.ASCII).size() - rows);
    }

    /** The keys and, below an empty row, the signs on the curves, if there are any. */
    private static List<Line> lines(KeyTable keys, Context place, Predicate<Action> works, int width, Glyphs glyphs) {
        List<KeyTable.Entry> entries = keys.help(place, glyphs, works);
        int keysWidth =
                entries.stream().mapToInt(entry -> entry.keys().length()).max().orElse(0) + 2;
        boolean beside = width - keysWidth - 2 >= LEAST_SENTENCE;
        int at = beside ? 1 + keysWidth : INDENT;
        List<Line> lines = new ArrayList<>();
        for (KeyTable.Entry entry : entries) {
            String label = entry.keys();
            if (!beside) {
                lines.add(new Line(label, at, "", Role.TEXT));
                label = "";
            }
            for (String text : Text.wrap(entry.sentence(), width - at - 1)) {
                lines.add(new Line(label, at, text, Role.TEXT));
                label = "";
            }
        }
        if (place != Context.HOME) {
            lines.add(new Line("", 1, "", Role.DIM));
            Text.wrap(legend(place, glyphs), width - 2).forEach(text -> lines.add(new Line("", 1, text, Role.DIM)));
        }
        return lines;
    }

    /** Draws on all rows, the first of them a title. */
    public static void draw(Canvas canvas, KeyTable keys, Context place, int down) {
        draw(canvas, keys, place, down, action -> true);
    }

    /** @param works whether an action can do anything now */
    public static void draw(Canvas canvas, KeyTable keys, Context place, int down, Predicate<Action> works) {
        List<Line> lines = lines(keys, place, works, canvas.width(), canvas.glyphs());
        int rows = canvas.height() - 1;
        int begin = Math.max(0, Math.min(down, lines.size() - rows));
        canvas.put(1, 0, "Keys", Role.ACCENT);
        int below = lines.size() - begin - rows;
        if (below > 0) {
            canvas.putRight(
                    canvas.width() - 1, 0, below + " more " + canvas.glyphs().below(), Role.DIM);
        }
        for (int i = 0; i < rows && begin + i < lines.size(); i++) {
            Line line = lines.get(begin + i);
            canvas.put(1, 1 + i, line.keys(), Role.ACCENT);
            canvas.put(line.at(), 1 + i, line.text(), line.role());
        }
    }

    private static String legend(Context place, Glyphs glyphs) {
        if (place == Context.COMPARE) {
            return "On curves: the sign of the run  " + glyphs.star() + " its best epoch  " + glyphs.gap()
                    + " not a number";
        }
        return "On curves: " + glyphs.mark(Mark.Kind.EPOCH) + " epoch  " + glyphs.star() + " best  "
                + glyphs.mark(Mark.Kind.CHECKPOINT) + " saved  " + glyphs.mark(Mark.Kind.PAUSE) + " pause  "
                + glyphs.mark(Mark.Kind.RESUME) + " resumed  " + glyphs.mark(Mark.Kind.DIAL) + " dial  " + glyphs.gap()
                + " no number";
    }
}
