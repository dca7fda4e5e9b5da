package io.traindeck.source;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.source.CounterNames.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Makes events of a table's records: what a header names, the rows below it measure. A record with names in the middle of
 * the table is a header for the rows below it.
 */
final class CsvRows implements CsvRecords.Table {
    /** What a row that nobody can make sense of is known by. */
    private static final long UNREADABLE = 0x756e72656164L;

    private final HandedRows handed = new HandedRows();
    private final RisingSteps steps = new RisingSteps();

    /** Null before the header, as {@code shapes}. */
    private Columns columns;

    private Shapes shapes;
    private boolean belowHeader;
    private EventSource.Sink into;
    private long unreadable;

    /** The columns in which this row has values, and these. */
    private int[] present = new int[0];

    private double[] values = new double[0];
    private HandedRows.Series[] series = new HandedRows.Series[0];
    private boolean[] isNew = new boolean[0];
    private int count;

    private long timeMs;
    private double epoch;
    private long counter;

    /** Who takes the events from now on. */
    void into(EventSource.Sink sink) {
        into = sink;
    }

    /** The file is read from its start again. */
    void rewind() {
        columns = null;
        handed.rewind();
        steps.rewind();
    }

    long unreadableRows() {
        return unreadable;
    }

    @Override
    public int width() {
        return columns == null ? 0 : columns.size();
    }

    @Override
    public void record(Cells cells) {
        if (columns == null) {
            List<String> names = cells.isOfNumbers() ? Collections.nCopies(cells.count(), "") : cells.texts();
            head(new Columns(names, handed::series));
            if (!cells.isOfNumbers()) {
                return;
            }
        } else if (columns.isHeader(cells)) {
            if (!columns.isSameHeader(cells)) {
                head(new Columns(cells.texts(), handed::series));
            }
            steps.newSession();
            return;
        }
        row(cells);
    }

    @Override
    public void unreadable() {
        if (handed.pass(UNREADABLE, series, values, 0, isNew)) {
            unreadable++;
        }
    }

    private void head(Columns header) {
        columns = header;
        shapes = new Shapes(header);
        belowHeader = true;
        present = new int[header.size()];
        values = new double[header.size()];
        series = new HandedRows.Series[header.size()];
        isNew = new boolean[header.size()];
    }

    private void row(Cells cells) {
        int last = cells.count() - 1;
        if (belowHeader && last == columns.size() && !cells.isEmpty(last)) {
            head(columns.afterRowNames(handed::series));
        }
        belowHeader = false;
        if (read(cells)) {
            long step = step();
            for (int i = 0; i < count; i++) {
                columns.get(present[i]).measured(step);
            }
            handOn(step);
        } else if (!cells.areEmpty()) {
            unreadable();
        }
    }

    /** Reads the row; false if it says nothing. */
    private boolean read(Cells cells) {
        count = 0;
        timeMs = 0;
        epoch = Double.NaN;
        counter = -1;
        boolean says = false;
        int stepIndex = columns.step(cells);
        int clockRank = Integer.MAX_VALUE;
        NumberCell number = cells.number();
        for (int i = 0; i < cells.count() && i < columns.size(); i++) {
            if (cells.isEmpty(i)) {
                continue;
            }
            Column column = columns.get(i);
            boolean isNumber = cells.isNumber(i);
            says |= isNumber;
            if (i == stepIndex) {
                counter = isNumber && number.isCount() ? (long) number.value() : -1;
            } else if (i == columns.epoch()) {
                epoch = isNumber && Double.isFinite(number.value()) ? number.value() : Double.NaN;
            } else if (column.isTime(isNumber, cells, i)) {
                says = true;
                if (column.rank() < clockRank && column.timeMs() != 0) {
                    clockRank = column.rank();
                    timeMs = column.timeMs();
                }
            } else if (!(column.role() == Role.ROW && number.isCount()) && column.takes(isNumber, cells, i)) {
                present[count] = i;
                series[count] = column.series();
                values[count++] = number.value();
            }
        }
        return says;
    }

    private long step() {
        boolean again = false;
        for (int i = 0; i < count; i++) {
            again |= columns.get(present[i]).lastStep() == steps.last();
        }
        if (!columns.countSteps()) {
            return steps.ofEpoch(epoch, again);
        }
        // A row without its step belongs to the one before.
        return counter < 0 ? steps.last() : steps.ofCount(counter, epoch, again);
    }

    private void handOn(long step) {
        long row = 31 * step + Double.doubleToLongBits(epoch);
        if (!handed.pass(row, series, values, count, isNew)) {
            return;
        }
        int fresh = 0;
        for (int i = 0; i < count; i++) {
            if (isNew[i]) {
                present[fresh] = present[i];
                values[fresh++] = values[i];
            }
        }
        // A row without values still tells how far training has come.
        if (fresh > 0 || counter >= 0 || !Double.isNaN(epoch)) {
            Shapes.Shape shape = shapes.of(present, fresh);
            double[] numbers = Arrays.copyOf(values, fresh);
            into.take(new Measured(
                    timeMs, kind(shape), step, epoch, null, shape.names().with(numbers)));
        }
    }

    private Kind kind(Shapes.Shape shape) {
        if (!columns.countSteps() && NumberCell.isCount(epoch) && shape.names().size() > 0) {
            return Kind.EPOCH;
        }
        return shape.validation() ? Kind.VALIDATION : Kind.STEP;
    }
}
