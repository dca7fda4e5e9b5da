package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.event.Values;
import io.traindeck.source.CounterNames.Role;
import java.util.Arrays;

/** A row of a table, read by its columns. One instance serves for all rows, one after the other. */
final class TableRow {
    private Columns columns;

    /** The columns in which this row has values, the values, and their series. */
    private int[] present = new int[0];

    private double[] values = new double[0];
    private HandedRows.Series[] series = new HandedRows.Series[0];
    private boolean[] isNew = new boolean[0];
    private int count;

    private long timeMs;
    private double epoch;
    private long counter;
    private double outer;

    /** Reads a row; returns false if the row says nothing. */
    boolean read(Columns its, Cells cells) {
        begin(its);
        boolean says = false;
        int stepIndex = its.step(cells);
        int outerIndex = its.outer();
        int clockRank = Integer.MAX_VALUE;
        NumberCell number = cells.number();
        for (int i = 0; i < cells.count() && i < its.size(); i++) {
            if (cells.isEmpty(i)) {
                continue;
            }
            Column column = its.get(i);
            boolean isNumber = cells.isNumber(i);
            says |= isNumber;
            if (i == outerIndex) {
                outer = isNumber && Double.isFinite(number.value()) ? number.value() : Double.NaN;
            }
            if (i == stepIndex) {
                counter = isNumber && number.isCount() ? (long) number.value() : -1;
            } else if (i == its.epoch()) {
                epoch = outer;
            } else if (column.isTime(isNumber, cells, i)) {
                says = true;
                if (column.rank() < clockRank && column.timeMs() != 0) {
                    clockRank = column.rank();
                    timeMs = column.timeMs();
                }
            } else if (!(isNumber && column.role() == Role.ROW && number.isCount())
                    && column.takes(isNumber, cells, i)) {
                present[count] = i;
                series[count] = column.series();
                values[count++] = number.value();
            }
        }
        return says;
    }

    private void begin(Columns its) {
        columns = its;
        if (present.length < its.size()) {
            present = new int[its.size()];
            values = new double[its.size()];
            series = new HandedRows.Series[its.size()];
            isNew = new boolean[its.size()];
        }
        count = 0;
        timeMs = 0;
        epoch = Double.NaN;
        outer = Double.NaN;
        counter = -1;
    }

    /** The time of the row, Unix milliseconds; 0 if it does not say. */
    long timeMs() {
        return timeMs;
    }

    /** The epoch of the row; NaN if it does not say. */
    double epoch() {
        return epoch;
    }

    /** Returns whether the row says how far training has come. */
    boolean counts() {
        return counter >= 0 || !Double.isNaN(epoch);
    }

    /** Returns the step of the row. */
    long step(RisingSteps steps) {
        boolean again = false;
        for (int i = 0; i < count; i++) {
            again |= columns.get(present[i]).lastStep() == steps.last();
        }
        // A row without its step belongs to the row before it.
        long last = steps.last();
        long step = !columns.countSteps()
                ? steps.ofEpoch(epoch, again)
                : counter < 0 ? last : steps.ofCount(counter, outer, again);
        for (int i = 0; i < count; i++) {
            columns.get(present[i]).measured(step);
        }
        return step;
    }

    /** Leaves out the values that were handed on before; returns false if the whole row was. */
    boolean keepNew(HandedRows handed, long step) {
        if (!handed.pass(31 * step + Double.doubleToLongBits(epoch), series, values, count, isNew)) {
            return false;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (isNew[i]) {
                present[kept] = present[i];
                values[kept++] = values[i];
            }
        }
        count = kept;
        return true;
    }

    boolean hasValues() {
        return count > 0;
    }

    /** Returns the values of the row; there may be none of them. */
    Values values() {
        Names names = columns.shapes().of(present, count).names();
        return names.with(Arrays.copyOf(values, count));
    }

    /** Returns whether the row has values, and all of them are validation metrics. */
    boolean isValidation() {
        return columns.shapes().of(present, count).validation();
    }

    /**
     * Returns whether the row is about a whole epoch: it has values, and tells nothing but its epoch of how far
     * training has come.
     */
    boolean isEpoch() {
        return count > 0 && !columns.countSteps() && NumberCell.isCount(epoch);
    }
}
