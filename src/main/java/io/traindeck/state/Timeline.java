package io.traindeck.state;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.Arrays;

/**
 * The times at which a log's events are played, and the places of its steps and rows: 12 bytes an event.
 *
 * <p>Played time is recorded time, except that it never goes back, and that a silence counts for at most
 * {@link #LONGEST_SILENCE_MS}: a run that was resumed the next day does not stand still for a day. In a log without
 * times, one line with numbers is played after another.
 */
public final class Timeline {
    /** The longest silence that is played, as long as a slow validation may take. */
    static final long LONGEST_SILENCE_MS = 60_000;

    /** The time from one line to the next in a log without times. */
    private static final long TICK_MS = 1_000;

    private static final int FIRST_CAPACITY = 1024;

    private final LongList playMs = new LongList();
    private int size;
    private long lastTimeMs;
    private final Places steps = new Places();
    private final Places rows = new Places();
    /** The number of the epoch that ends with each row; NaN if none does. */
    private double[] rowEpochs = new double[FIRST_CAPACITY];

    private boolean hasEpochs;
    private MetricIndex index = MetricIndex.EMPTY;

    /** Adds the next event of the log. */
    public void add(TrainEvent event) {
        long before = size == 0 ? 0 : playMs.get(size - 1);
        playMs.add(before + (size == 0 ? 0 : passed(event)));
        size++;
        lastTimeMs = event.timeMs() == 0 ? lastTimeMs : event.timeMs();
        if (event instanceof Measured measured) {
            boolean isStep = measured.kind() == Measured.Kind.STEP;
            if (isStep) {
                steps.add(size, measured.step());
            }
            if (!isStep || isValidation(measured.values().names())) {
                addRow(measured);
            }
        }
    }

    private boolean isValidation(Names names) {
        index = index.with(names);
        return index.shape(names).isValidation();
    }

    private void addRow(Measured row) {
        if (rows.size == rowEpochs.length) {
            rowEpochs = Arrays.copyOf(rowEpochs, 2 * rows.size);
        }
        rowEpochs[rows.size] = row.kind() == Measured.Kind.EPOCH ? row.epoch() : Double.NaN;
        hasEpochs |= Double.isFinite(rowEpochs[rows.size]);
        rows.add(size, row.step());
    }

    private long passed(TrainEvent event) {
        if (event.timeMs() == 0) {
            return event instanceof Measured ? TICK_MS : 0;
        }
        return lastTimeMs == 0 ? 0 : Math.max(0, Math.min(LONGEST_SILENCE_MS, silence(event.timeMs())));
    }

    private long silence(long timeMs) {
        // A log may hold any number: a difference that overflows is a jump forward or back all the same.
        try {
            return Math.subtractExact(timeMs, lastTimeMs);
        } catch (ArithmeticException e) {
            return timeMs > lastTimeMs ? LONGEST_SILENCE_MS : 0;
        }
    }

    /** The number of events. */
    public int size() {
        return size;
    }

    /** Returns whether the log says when things happened. */
    public boolean hasTimes() {
        return lastTimeMs != 0;
    }

    /** The last time that the log says, Unix milliseconds; 0 if it has no times. */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    /** The played time of the whole log. */
    public long lengthMs() {
        return size == 0 ? 0 : playMs.get(size - 1);
    }

    /** Returns the played time right after {@code count} events. */
    long playMs(int count) {
        return count == 0 ? 0 : playMs.get(count - 1);
    }

    /** Returns how many events have been played at that time. */
    int countUntil(double positionMs) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (playMs.get(middle) <= positionMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns the count right after the first step that is not among {@code count} events; the count of all events if
     * there is none.
     */
    int stepAfter(int count) {
        return steps.after(count, size);
    }

    /** Returns the count right after the last step but one among {@code count} events; 0 if there is none. */
    int stepBefore(int count) {
        return steps.before(steps.atMost(count));
    }

    int rowAfter(int count) {
        return rows.after(count, size);
    }

    /** Returns the count right after the last row before the present moment. */
    int rowBefore(int count) {
        return rows.before(count);
    }

    /**
     * Returns the count right after the last time that this epoch ended or, if the log has no epochs, that this step
     * was done; if it is not in the log, the count after an earlier one.
     */
    int place(long number) {
        return hasEpochs ? endOfEpoch(number) : steps.size > 0 ? steps.at(number) : rows.at(number);
    }

    /** Returns whether epochs are found by {@link #place}; else it finds steps. */
    public boolean hasEpochs() {
        return hasEpochs;
    }

    /** The number of the last epoch that ends in the log or, if it has no epochs, of its last step; at least 0. */
    public long last() {
        if (!hasEpochs) {
            return Math.max(0, (steps.size > 0 ? steps : rows).last());
        }
        double last = 0;
        for (int i = 0; i < rows.size; i++) {
            last = rowEpochs[i] > last ? rowEpochs[i] : last;
        }
        return (long) last;
    }

    private int endOfEpoch(long epoch) {
        int best = -1;
        for (int i = 0; i < rows.size; i++) {
            if (rowEpochs[i] <= epoch && (best < 0 || rowEpochs[i] >= rowEpochs[best])) {
                best = i;
            }
        }
        return best < 0 ? 0 : rows.counts[best];
    }

    /** Counts of events, in rising order, and the steps of these events. */
    private static final class Places {
        private final StepNumbers numbers = new StepNumbers();
        private int[] counts = new int[FIRST_CAPACITY];
        private int size;

        void add(int count, long step) {
            numbers.add(step);
            if (size == counts.length) {
                counts = Arrays.copyOf(counts, 2 * size);
            }
            counts[size++] = count;
        }

        /** Returns the count of that step, or of the last step before it, or 0. */
        int at(long step) {
            int line = numbers.find(step);
            return line < 0 ? 0 : counts[line];
        }

        /** The step of the last of these events; 0 if there is none. */
        long last() {
            return numbers.last();
        }

        /** Returns the first count that is larger than {@code count}; {@code otherwise} if there is none. */
        int after(int count, int otherwise) {
            int at = Arrays.binarySearch(counts, 0, size, count + 1);
            int index = at < 0 ? -at - 1 : at;
            return index < size ? counts[index] : otherwise;
        }

        /** Returns the last count that is smaller than {@code count}, or 0. */
        int before(int count) {
            int at = Arrays.binarySearch(counts, 0, size, count);
            int index = at < 0 ? -at - 1 : at;
            return index == 0 ? 0 : counts[index - 1];
        }

        /** Returns the last count that is not larger than {@code count}, or 0. */
        int atMost(int count) {
            return before(count + 1);
        }
    }
}
