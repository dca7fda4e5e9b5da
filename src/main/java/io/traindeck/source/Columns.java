package io.traindeck.source;

import io.traindeck.source.CounterNames.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The columns of a table, as its header names them, and which of them counts the steps. */
final class Columns {
    private static final Set<Role> COUNTERS = EnumSet.of(Role.STEP, Role.BATCH, Role.EPOCH);

    private final List<String> header;
    private final Function<String, HandedRows.Series> series;
    private final Set<String> names;
    private final Column[] columns;
    private final Shapes shapes = new Shapes(this);

    /** The columns that may count the steps, the best one first. */
    private final List<Integer> counters = new ArrayList<>();

    private final int epoch;

    /** The column that counts the steps; -1 before a row has told. */
    private int step = -1;

    /**
     * Makes columns of which nothing has been seen yet.
     *
     * @param header the names as they stand in the header
     * @param label what rows of these columns are labelled; may be empty
     */
    Columns(List<String> header, String label, Function<String, HandedRows.Series> series) {
        this.header = List.copyOf(header);
        this.series = series;
        names = Set.copyOf(header);
        columns = new Column[header.size()];
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            String name = nameOf(header.get(i), i, label, taken);
            // The first column may number the rows without a name; another one without a name does not.
            String counter = i == 0 || !header.get(i).isEmpty() ? header.get(i) : name;
            columns[i] = new Column(name, CounterNames.role(counter), CounterNames.rank(counter), series.apply(name));
        }
        epoch = CounterNames.best(header, Role.EPOCH);
        for (Role role : List.of(Role.STEP, Role.BATCH, Role.ROW)) {
            if (role != Role.ROW || epoch < 0) {
                addCounters(role);
            }
        }
    }

    /** Returns a unique name: a column without one gets its number, and a name that comes twice gets its place. */
    private static String nameOf(String text, int index, String label, Set<String> taken) {
        String name = MetricNames.of(text);
        if (name.isEmpty()) {
            name = "column_" + (index + 1);
        }
        name = RowLabels.name(label, name);
        while (!taken.add(name)) {
            name += "_" + (index + 1);
        }
        return name;
    }

    private void addCounters(Role role) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].role() == role) {
                found.add(i);
            }
        }
        found.sort(Comparator.comparingInt(i -> columns[i].rank()));
        counters.addAll(found);
    }

    /** Returns the header with a column without a name put in front: R writes the names of rows in such a column. */
    List<String> headerAfterRowNames() {
        List<String> shifted = new ArrayList<>(List.of(""));
        shifted.addAll(header);
        return shifted;
    }

    /** The columns of the rows that have this label. */
    Columns labelled(String label) {
        return new Columns(header, label, series);
    }

    /** The names as they stand in the header. */
    List<String> header() {
        return header;
    }

    /** The names of rows that have values in the same columns. */
    Shapes shapes() {
        return shapes;
    }

    int size() {
        return columns.length;
    }

    Column get(int index) {
        return columns[index];
    }

    /** The column of the epoch; -1 if there is none. */
    int epoch() {
        return epoch;
    }

    /** The column that counts the steps: the best one that has a count in the first row in which one has; -1 before that. */
    int step(Cells row) {
        for (int i = 0; step < 0 && i < counters.size(); i++) {
            int index = counters.get(i);
            if (index < row.count() && row.isNumber(index) && row.number().isCount()) {
                step = index;
            }
        }
        return step;
    }

    /**
     * Returns the column that rises each time the column of the steps may start again: the epoch, or else another
     * counter such as the episode; -1 if there is none.
     */
    int outer() {
        if (epoch >= 0 || counters.size() < 2) {
            return epoch;
        }
        return counters.get(counters.get(0) == step ? 1 : 0);
    }

    /** Returns whether a column counts the steps, as far as is known yet. */
    boolean countSteps() {
        return step >= 0;
    }

    /**
     * Returns whether {@code record} is a header: all its cells are names, and they are those of this table, or one
     * counts steps or epochs.
     */
    boolean isHeader(Cells record) {
        int cells = 0;
        for (int i = 0; i < record.count(); i++) {
            if (!record.isEmpty(i)) {
                if (record.isNumber(i) || Column.isMissing(record, i)) {
                    return false;
                }
                cells++;
            }
        }
        int known = 0;
        boolean counts = false;
        for (int i = 0; i < record.count() && cells > 0; i++) {
            String name = record.text(i);
            known += name.isEmpty() || !names.contains(name) ? 0 : 1;
            counts |= COUNTERS.contains(CounterNames.role(name));
        }
        return known > 0 && 2 * known >= cells || counts && cells > 1;
    }
}
