package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.state.Mark;
import java.util.List;
import java.util.function.Predicate;

/** All keys that hold where help was asked for, and can do something to what is shown there. */
public final class HelpPage {
    private HelpPage() {}

    /** Lines that are scrolled at the most on a page of that many rows. */
    static int mostDown(KeyTable keys, Context place, Predicate<Action> works, int rows) {
        return Math.max(0, lines(keys.help(place, Glyphs.ASCII, works), place) - rows);
    }

    /** The keys; and below an empty row the signs on the curves, where there are any. */
    private static int lines(List<KeyTable.Entry> entries, Context place) {
        return entries.size() + (place == Context.HOME ? 0 : 2);
    }

    /** Draws on all rows, the first of them a title. */
    public static void draw(Canvas canvas, KeyTable keys, Context place, int down) {
        draw(canvas, keys, place, down, action -> true);
    }

    /** @param works whether an action can do anything now */
    public static void draw(Canvas canvas, KeyTable keys, Context place, int down, Predicate<Action> works) {
        List<KeyTable.Entry> entries = keys.help(place, canvas.glyphs(), works);
        int keysWidth =
                entries.stream().mapToInt(entry -> entry.keys().length()).max().orElse(0) + 2;
        int rows = canvas.height() - 1;
        int begin = Math.max(0, Math.min(down, mostDown(keys, place, works, rows)));
        canvas.put(1, 0, "Keys", Role.ACCENT);
        int below = lines(entries, place) - begin - rows;
        if (below > 0) {
            canvas.putRight(
                    canvas.width() - 1, 0, below + " more " + canvas.glyphs().down(), Role.DIM);
        }
        for (int i = 0; i < rows && begin + i < entries.size(); i++) {
            KeyTable.Entry entry = entries.get(begin + i);
            canvas.put(1, 1 + i, entry.keys(), Role.ACCENT);
            String sentence = Text.cut(entry.sentence(), canvas.width() - keysWidth - 2, canvas.glyphs());
            canvas.put(1 + keysWidth, 1 + i, sentence, Role.TEXT);
        }
        int legend = lines(entries, place) - begin;
        if (legend <= rows && place != Context.HOME) {
            canvas.put(
                    1, legend, Text.cut(legend(place, canvas.glyphs()), canvas.width() - 2, canvas.glyphs()), Role.DIM);
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
