package io.traindeck.source;

import io.traindeck.source.CounterNames.Role;
import java.util.Set;

/** A column of a table: its name, and what has been seen in it since its header. */
final class Column {
    /** The words that people write if there is no value. */
    private static final Set<String> MISSING = Set.of("None", "none", "null", "NULL", "NA", "N/A", "n/a", "-", "--");

    private static final int LONGEST_MISSING = 4;

    /** The number of bytes of the longest date. */
    private static final int LONGEST_DATE = 40;

    private final String name;
    private final Role role;
    private final int rank;
    private final HandedRows.Series series;
    private int numbers;
    private int texts;

    /** Whether its first cell with a value was a text. */
    private boolean ofTexts;

    private long lastStep = -1;

    /** Whether its values are times; null before the first. */
    private Boolean clock;

    private long timeMs;

    Column(String name, Role role, int rank, HandedRows.Series series) {
        this.name = name;
        this.role = role;
        this.rank = rank;
        this.series = series;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    /** The place of its name among those of its role: the lowest counts. */
    int rank() {
        return rank;
    }

    HandedRows.Series series() {
        return series;
    }

    /** The step of its last value; -1 before the first. */
    long lastStep() {
        return lastStep;
    }

    /** Takes note that the column has a value at {@code step}. */
    void measured(long step) {
        lastStep = step;
    }

    /**
     * Returns whether the number in a cell is a value. It is not one if the column began with a text and has held more
     * texts than numbers since: some ids in a column of ids look like numbers. The number of a process is not one
     * either.
     */
    boolean takes(boolean isNumber, Cells cells, int index) {
        if (name.equals(RecordNames.PROCESS)) {
            return false;
        }
        if (isNumber) {
            numbers++;
            return !ofTexts || numbers > texts;
        }
        if (!isMissing(cells, index)) {
            ofTexts |= numbers == 0;
            texts++;
        }
        return false;
    }

    /** Returns whether a cell stands for a value that is not there. */
    static boolean isMissing(Cells cells, int index) {
        return cells.length(index) <= LONGEST_MISSING && MISSING.contains(cells.text(index));
    }

    /**
     * Returns whether the cell is a time, and not a value of a metric. If the first cell that is not empty holds no
     * time, the column is a metric.
     */
    boolean isTime(boolean isNumber, Cells cells, int index) {
        if (role != Role.TIME || Boolean.FALSE.equals(clock)) {
            return false;
        }
        if (isNumber ? Double.isNaN(cells.number().value()) : isMissing(cells, index)) {
            timeMs = 0;
            return true;
        }
        if (isNumber) {
            timeMs = Times.ofUnix(cells.number().value());
        } else {
            timeMs = cells.length(index) > LONGEST_DATE ? 0 : Times.ofDate(cells.text(index));
        }
        if (clock == null) {
            clock = timeMs != 0;
        }
        return clock;
    }

    /** The time in the last cell that was one, Unix milliseconds; 0 if it is not plausible. */
    long timeMs() {
        return timeMs;
    }
}
