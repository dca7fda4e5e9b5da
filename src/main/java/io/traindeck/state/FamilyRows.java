package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a run, and before them those that it has in common with the runs that it comes from, the eldest first. A
 * run that is no branch, or whose parent's log was not read before it, has its own alone.
 *
 * <p>They are for a table. What is said of a run itself, such as its best or how far it is, comes from its own rows.
 */
public final class FamilyRows extends AbstractList<FamilyRows.Row> {
    private final List<RunState> runs;
    private final int shared;

    /**
     * A row, and the run that has measured it.
     *
     * @param before the row before it of the same run; null for its first
     */
    public record Row(RunState run, Measured row, Measured before) {}

    private FamilyRows(RunState run) {
        runs = new ArrayList<>(run.ancestors());
        shared = runs.stream().mapToInt(ancestor -> ancestor.rows().size()).sum();
        runs.add(run);
    }

    /** The rows of a run and of those that it comes from. */
    public static FamilyRows of(RunState run) {
        return new FamilyRows(run);
    }

    /** The run itself. */
    public RunState run() {
        return runs.get(runs.size() - 1);
    }

    /** The run itself, after those that it comes from, the eldest first. */
    public List<RunState> runs() {
        return runs;
    }

    /** The number of rows at the beginning that are not the run's own. */
    public int shared() {
        return shared;
    }

    /** Returns whether the run has rows of its own. */
    public boolean hasOwn() {
        return run().rows().size() > 0;
    }

    /** The newest row; null before the first. */
    public Measured last() {
        return isEmpty() ? null : get(size() - 1).row();
    }

    @Override
    public int size() {
        return shared + run().rows().size();
    }

    @Override
    public Row get(int index) {
        int left = index;
        for (RunState run : runs) {
            List<Measured> rows = run.rows().list();
            if (left < rows.size()) {
                return new Row(run, rows.get(left), left == 0 ? null : rows.get(left - 1));
            }
            left -= rows.size();
        }
        throw new IndexOutOfBoundsException(index);
    }
}
