package io.traindeck.source;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes events of a table's records: what a header names, the rows below it measure. A record with names in the middle of
 * the table is a header for the rows below it.
 */
final class CsvRows implements CsvRecords.Table {
    /** The number of columns that labels may add to those of the header. */
    private static final int MOST_LABELLED = 1 << 15;

    private final HandedRows handed = new HandedRows();
    private final RisingSteps steps = new RisingSteps();
    private final TableRow row = new TableRow();

    /** The columns that the header names; null before the header, as {@code labels} is. */
    private Columns columns;

    private RowLabels labels;

    /** The columns of the rows of each label. */
    private final Map<String, Columns> labelled = new HashMap<>();

    private boolean belowHeader;
    private EventSource.Sink into;
    private long unreadable;

    /** Sets the receiver of the events from now on. */
    void into(EventSource.Sink sink) {
        into = sink;
    }

    /** Prepares for the file being read from its start again. */
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
        if (columns == null && cells.isOfNumbers()) {
            // Without a header, the places of the columns become their names.
            begin(Collections.nCopies(cells.count(), ""));
        } else if (columns == null || columns.isHeader(cells)) {
            if (columns == null || !columns.header().equals(cells.texts())) {
                begin(cells.texts());
            }
            steps.newSession();
            return;
        }
        int last = cells.count() - 1;
        if (belowHeader && last == columns.size() && !cells.isEmpty(last)) {
            begin(columns.headerAfterRowNames());
        }
        belowHeader = false;
        read(cells);
    }

    private void begin(List<String> header) {
        columns = new Columns(header, "", handed::series);
        labels = new RowLabels(header);
        labelled.clear();
        belowHeader = true;
    }

    @Override
    public void unreadable() {
        if (handed.passUnreadable()) {
            unreadable++;
        }
    }

    private void read(Cells cells) {
        if (!row.read(columnsOf(labels.of(cells)), cells)) {
            if (!cells.areEmpty()) {
                unreadable();
            }
            return;
        }
        long step = row.step(steps);
        // A row without values still tells how far training has come.
        if (row.keepNew(handed, step) && (row.hasValues() || row.counts())) {
            Kind kind = row.isEpoch() ? Kind.EPOCH : row.isValidation() ? Kind.VALIDATION : Kind.STEP;
            into.take(new Measured(row.timeMs(), kind, step, row.epoch(), null, row.values()));
        }
    }

    private Columns columnsOf(String label) {
        boolean tooMany = labelled.size() * columns.size() > MOST_LABELLED;
        if (label.isEmpty() || (tooMany && !labelled.containsKey(label))) {
            return columns;
        }
        return labelled.computeIfAbsent(label, columns::labelled);
    }
}
