package io.traindeck.source;

import java.util.Map;
import java.util.TreeMap;

/**
 * Makes steps of the counters of a table, so that they rise within a session: a counter that starts again in each epoch
 * is made to go on, and rows without a counter are counted. A step that goes back nevertheless belongs to a later
 * session.
 */
final class RisingSteps {
    /** The number of epochs to remember. */
    private static final int MOST = 1 << 16;

    /**
     * The number that is added to the counter, from each epoch on. A later session may go on at an epoch in between.
     */
    private final TreeMap<Double, Long> offsets = new TreeMap<>();

    /** The first step of each epoch, if rows are counted. */
    private final TreeMap<Double, Long> firstSteps = new TreeMap<>();

    private double firstEpoch;
    private double lastEpoch;
    private long lastCount;
    private long spacing;
    private long offset;
    private long last;

    /** Whether rows are counted, since there are several in an epoch. */
    private boolean rows;

    /** Whether the counter fell in the last row. */
    private boolean fell;

    /** Whether rows are counted because the supposed counter goes up and down. */
    private boolean noCounter;

    RisingSteps() {
        rewind();
    }

    /** Prepares for the file being read from its start again. */
    void rewind() {
        firstEpoch = Double.NaN;
        rows = false;
        noCounter = false;
        last = 0;
        newSession();
    }

    /** Begins a session: the rows that come next may repeat earlier ones. */
    void newSession() {
        lastEpoch = Double.NaN;
        lastCount = -1;
        fell = false;
        spacing = 0;
        offset = 0;
    }

    /** The step that was told last; 0 before the first. */
    long last() {
        return last;
    }

    /**
     * Returns the step of a row.
     *
     * @param count the value of its counter, at least 0
     * @param epoch NaN if it does not say
     * @param again whether the row repeats a value of the row before
     */
    long ofCount(long count, double epoch, boolean again) {
        boolean falls = count < lastCount && Double.isNaN(epoch);
        // The counter falls once if a later session begins; the episodes of each iteration may fall row by row.
        noCounter |= falls && fell;
        fell = falls;
        if (noCounter) {
            return ++last;
        }
        if (epoch > lastEpoch && (count < lastCount || (count == lastCount && again))) {
            offset = last + Math.max(count == 0 ? 1 : 0, count < spacing ? spacing : 0);
            put(offsets, epoch, offset);
        } else if (epoch < lastEpoch || (Double.isNaN(lastEpoch) && !Double.isNaN(epoch))) {
            Map.Entry<Double, Long> known = offsets.floorEntry(epoch);
            offset = known == null ? 0 : known.getValue();
        }
        spacing = count > lastCount && lastCount >= 0 ? count - lastCount : spacing;
        lastCount = count;
        lastEpoch = Double.isNaN(epoch) ? lastEpoch : epoch;
        // A counter beyond all bounds would overflow.
        last = Math.max(0, offset + count);
        return last;
    }

    /**
     * Returns the step of a row that has no counter but its epoch, and perhaps not even that. Whole epochs are steps,
     * unless there are several rows in the first one.
     *
     * @param epoch NaN if it does not say
     * @param again whether the row repeats a value of the row before
     */
    long ofEpoch(double epoch, boolean again) {
        if (Double.isNaN(epoch) && !Double.isNaN(firstEpoch)) {
            last += rows ? 1 : 0;
            return last;
        }
        if (Double.isNaN(firstEpoch)) {
            firstEpoch = epoch;
        }
        rows |= !NumberCell.isCount(epoch) || (epoch == lastEpoch && epoch == firstEpoch && again);
        if (!rows) {
            last = (long) epoch;
        } else {
            last = epoch < lastEpoch ? firstStep(epoch) : last + 1;
            if (epoch != lastEpoch && !Double.isNaN(epoch)) {
                put(firstSteps, epoch, last);
            }
        }
        lastEpoch = epoch;
        return last;
    }

    private long firstStep(double epoch) {
        Map.Entry<Double, Long> start = firstSteps.floorEntry(epoch);
        return start == null ? (long) Math.max(0, epoch) : start.getValue();
    }

    private static void put(TreeMap<Double, Long> of, double epoch, long step) {
        of.put(epoch, step);
        if (of.size() > MOST) {
            of.pollFirstEntry();
        }
    }
}
