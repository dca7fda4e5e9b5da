package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.LineMeaning.Counters;
import io.traindeck.source.text.LineMeaning.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A line of names above the numbers: {@code epoch  train_loss  valid_loss  time}. Progress bars behind it, as
 * Ultralytics draws them, do not belong to it.
 *
 * @param names the name of each column, in lower case; the first one is a counter, or {@code class}
 */
record HeaderRow(List<String> names) {
    /** Names of first columns: a table without any of these is something else. */
    private static final Set<String> FIRST =
            Set.of("epoch epochs ep step steps iter iteration it round class".split(" "));

    /** Names of columns that say how much data there is. */
    private static final Set<String> COUNTS = Set.of("images", "labels", "instances");

    private static final int LEAST = 3;
    private static final int MOST = 200;

    /** Returns the header that the line is; null if the line is not a header. */
    static HeaderRow of(LineTokens line) {
        if (!mayBe(line)) {
            return null;
        }
        List<Integer> cells = cells(line);
        int end = cells.get(cells.size() - 1);
        if (cells.size() - 1 < LEAST || cells.size() - 1 > MOST) {
            return null;
        }
        List<String> names = new ArrayList<>();
        int wide = 0;
        for (int i = 0; i + 1 < cells.size(); i++) {
            int at = cells.get(i);
            int next = cells.get(i + 1);
            if (!line.is(at, LineTokens.WORD)) {
                return null;
            }
            wide += i > 0 && line.gap(at) == 2 || line.is(0, '|') ? 1 : 0;
            int to = next;
            while (to > at + 1 && (line.is(to - 1, ':') || line.is(to - 1, '|') || line.is(to - 1, ')'))) {
                to--;
            }
            names.add(name(line.text(at, Math.min(to, end))));
        }
        return 2 * wide >= names.size() && names.stream().distinct().count() == names.size()
                ? new HeaderRow(names)
                : null;
    }

    /** Returns whether the first two columns may belong to a header. */
    private static boolean mayBe(LineTokens line) {
        int first = line.is(0, '|') ? 1 : 0;
        if (!line.is(first, LineTokens.WORD) || line.length(first) > 10) {
            return false;
        }
        int second = line.is(first + 1, '|') ? first + 2 : first + 1;
        return line.is(second, LineTokens.WORD)
                && (line.gap(second) == 2 || second == first + 2)
                && FIRST.contains(line.text(first).toLowerCase(Locale.ROOT));
    }

    private static String name(String text) {
        String name = text.toLowerCase(Locale.ROOT).replace(' ', '_');
        // "Box(P   R   mAP50)": the parenthesis spans columns.
        int open = name.indexOf('(');
        return open >= 0 && name.indexOf(')') < 0 ? name.substring(open + 1) : name;
    }

    /** Returns the indices of the tokens at which cells begin, and last the index at which the last cell ends. */
    private static List<Integer> cells(LineTokens line) {
        int bar = ProgressBar.find(line, 0);
        int end = bar < 0 ? line.count() : bar - 1;
        boolean ruled = line.is(0, '|');
        List<Integer> cells = new ArrayList<>();
        for (int at = 0; at < end; at++) {
            boolean begins = ruled ? line.is(at - 1, '|') : at == 0 || line.gap(at) > 0;
            if (begins && !line.is(at, '|')) {
                cells.add(at);
            }
        }
        cells.add(end);
        return cells;
    }

    /** Returns whether the rows below are those of classes: of these only the row of all classes counts. */
    boolean ofClasses() {
        return names.get(0).equals("class");
    }

    /** Returns the counter in a row's first column. */
    Counters counters(LineTokens line) {
        int at = line.is(0, '|') ? 1 : 0;
        int total = line.is(at + 1, '/') && line.isNumber(at + 2) ? at + 2 : -1;
        CounterWord counts = CounterWord.single(names.get(0));
        Counter counter = new Counter(counts == null ? CounterWord.EPOCH : counts, at, total, false);
        return counter.counts() == CounterWord.EPOCH ? new Counters(counter, null) : new Counters(null, counter);
    }

    /**
     * Returns the line's numbers under these names, without the counter in the first column; null if it is not a row of
     * this table.
     */
    List<Value> row(LineTokens line) {
        int first = line.is(0, '|') ? 1 : 0;
        if (ofClasses()
                ? !line.is(first, LineTokens.WORD) || !line.text(first).equals("all")
                : !line.is(first, LineTokens.INTEGER)) {
            return null;
        }
        List<Integer> cells = cells(line);
        if (cells.size() - 1 != names.size()) {
            return null;
        }
        Measure measure = new Measure();
        List<Value> values = new ArrayList<>();
        for (int i = 1; i + 1 < cells.size(); i++) {
            int at = cells.get(i);
            int next = cells.get(i + 1);
            if (line.isNumber(at) && !(ofClasses() && COUNTS.contains(names.get(i)))) {
                int end = measure.read(line, at);
                if (end < next - 1 || end == next - 1 && !line.is(end, '|') && !line.is(end, ':')) {
                    // There is more in the cell than a number.
                    continue;
                }
                values.add(measure.value(true).named(names.get(i)));
            } else if (line.is(at, LineTokens.TIME)) {
                values.add(Value.of(at).named(names.get(i)));
            }
        }
        return 2 * values.size() < names.size() - 1 && !ofClasses() ? null : values;
    }
}
