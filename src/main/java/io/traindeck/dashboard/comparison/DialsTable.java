package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.DialValue;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The dials that differ, one in a row, with a column for each run that has a sign. */
final class DialsTable {
    private static final int MOST_DIAL = 16;
    private static final int LEAST_DIAL = "dial 10-12/99".length();
    private static final int GAP = 2;

    /**
     * The width of a column below which the gap is smaller: for eight columns to fit, a cell more of a value is worth
     * more.
     */
    private static final int NARROW = 10;

    private static final String LACKS = "-";

    private final Comparison comparison;
    private final ShortNames names;
    private final List<Comparison.DialRow> dials;

    DialsTable(Comparison comparison) {
        this.comparison = comparison;
        names = new ShortNames(comparison);
        dials = comparison.differingDials();
    }

    /** The rows that the whole table takes. */
    int wantedRows() {
        return 1 + dials.size() + (more() > 0 && !dials.isEmpty() ? 1 : 0);
    }

    /** The number of runs that have no column. */
    private int more() {
        return comparison.runs().size() - comparison.toldApart();
    }

    /** The maximum number of lines that the table can be scrolled down on that many rows. */
    int mostDown(int rows) {
        return Math.max(0, wantedRows() - rows);
    }

    /** Draws on all rows of the canvas, the first of them a header. */
    void draw(Canvas canvas, int down) {
        if (dials.isEmpty()) {
            canvas.put(1, 0, Text.cut(noneDiffers(), canvas.width() - 2, canvas.glyphs()), Role.DIM);
            return;
        }
        int begin = Math.max(0, Math.min(down, mostDown(canvas.height())));
        int rows = canvas.height() - 1;
        int[] ends = ends(canvas);
        header(canvas, ends, begin, rows);
        if (more() > 0 && begin + rows > dials.size()) {
            String runs = more() == 1 ? "1 more run" : more() + " more runs";
            String words = Text.cut(runs + ": see compare --plain", canvas.width() - 2, canvas.glyphs());
            canvas.put(1, 1 + dials.size() - begin, words, Role.DIM);
        }
        for (int i = 0; i < rows && begin + i < dials.size(); i++) {
            Comparison.DialRow dial = dials.get(begin + i);
            canvas.put(1, 1 + i, Text.cut(Safe.forCells(dial.dial()), ends[0] - 1, canvas.glyphs()), Role.DIM);
            for (int run = 0; run < comparison.toldApart(); run++) {
                int x = start(ends, run);
                String value = text(dial.values().get(run), ends[run + 1] - x, canvas.glyphs());
                canvas.put(x, 1 + i, value, Role.TEXT);
            }
        }
    }

    private static String text(DialValue value, Glyphs glyphs) {
        return value.isNone()
                ? LACKS
                : value.shown().stream().map(Safe::forCells).collect(Collectors.joining(glyphs.becomes()));
    }

    /** Returns a value for that many cells. Where these are too few for a turned dial, its last value matters most. */
    private static String text(DialValue value, int width, Glyphs glyphs) {
        String whole = text(value, glyphs);
        List<String> shown = value.shown();
        boolean last = whole.length() > width && shown.size() > 1;
        return Text.cut(last ? glyphs.becomes() + Safe.forCells(shown.get(shown.size() - 1)) : whole, width, glyphs);
    }

    private String noneDiffers() {
        if (comparison.runs().size() == 1) {
            return "One run alone: give another to see which dials differ.";
        }
        if (comparison.comparesDials()) {
            return "No dial differs.";
        }
        return comparison.hasBegun()
                ? "No two of these logs tell dials."
                : "The dials are compared once two runs have begun.";
    }

    private void header(Canvas canvas, int[] ends, int begin, int rows) {
        boolean all = rows >= dials.size();
        int last = Math.min(dials.size(), begin + rows);
        String part = all ? "" : " " + (begin + 1) + "-" + last + "/" + dials.size();
        canvas.put(1, 0, Text.cut("dial" + part, ends[0] - 1, canvas.glyphs()), all ? Role.DIM : Role.ACCENT);
        for (int run = 0; run < comparison.toldApart(); run++) {
            int x = canvas.put(start(ends, run), 0, canvas.glyphs().run(run), Role.run(run));
            canvas.put(x + 1, 0, names.ending(run, ends[run + 1] - x - 1, canvas.glyphs()), Role.DIM);
        }
    }

    private int start(int[] ends, int run) {
        return ends[run] + gap(ends);
    }

    private static int gap(int[] ends) {
        return ends.length > 2 && ends[2] - ends[1] < NARROW ? 1 : GAP;
    }

    /** The column after the names of the dials, and after each run's values. */
    private int[] ends(Canvas canvas) {
        int width = canvas.width();
        int runs = comparison.toldApart();
        int[] ends = new int[runs + 1];
        int longest = dials.stream()
                .mapToInt(dial -> Safe.forCells(dial.dial()).length())
                .max()
                .orElse(0);
        ends[0] = 1 + Math.max(LEAST_DIAL, Math.min(MOST_DIAL, longest));
        int[] wanted = IntStream.range(0, runs)
                .map(run -> wanted(run, canvas.glyphs()))
                .toArray();
        int share = (width - 1 - ends[0]) / runs;
        boolean allFit = IntStream.of(wanted).sum() + GAP * runs <= width - 1 - ends[0];
        for (int run = 0; run < runs; run++) {
            ends[run + 1] = ends[run] + (allFit ? wanted[run] + GAP : share);
        }
        return ends;
    }

    private int wanted(int run, Glyphs glyphs) {
        int name = 2 + Safe.forCells(comparison.runs().get(run).name()).length();
        int value = dials.stream()
                .mapToInt(dial -> text(dial.values().get(run), glyphs).length())
                .max()
                .orElse(0);
        return Math.max(name, Math.max(NARROW - GAP, value));
    }
}
