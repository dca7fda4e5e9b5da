package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import java.util.Arrays;

/**
 * When each event of a log is played, and where its steps and epochs are: 12 bytes an event.
 *
 * <p>Played time is recorded time, except that it never goes back, and that a silence counts for at most
 * {@link #LONGEST_SILENCE_MS}: a run that was resumed the next day is not a day of standing still.
 */
public final class Timeline {
    /** A slow validation may take this long. */
    static final long LONGEST_SILENCE_MS = 60_000;

    private static final int FIRST_CAPACITY = 1024;

    private final LongList playMs = new LongList();
    private int size;
    private long lastTimeMs;
    private final Places steps = new Places();
    private final Places epochs = new Places();
    private int[] epochNumbers = new int[FIRST_CAPACITY];

    /** The next event of the log. */
    public void add(TrainEvent any) {
        TrainEvent event = TrainEvent.own(any);
        long before = size == 0 ? 0 : playMs.get(size - 1);
        long silence = size == 0 ? 0 : Math.max(0, Math.min(LONGEST_SILENCE_MS, silence(event.timeMs())));
        playMs.add(before + silence);
        size++;
        lastTimeMs = event.timeMs();
        if (event instanceof TrainEvent.Step) {
            steps.add(size);
        } else if (event instanceof TrainEvent.Epoch epoch) {
            if (epochs.size == epochNumbers.length) {
                epochNumbers = Arrays.copyOf(epochNumbers, 2 * epochs.size);
            }
            epochNumbers[epochs.size] = epoch.epoch();
            epochs.add(size);
        }
    }

    private long silence(long timeMs) {
        // A log may hold any number: a difference that overflows is a jump forward or back all the same.
        try {
            return Math.subtractExact(timeMs, lastTimeMs);
        } catch (ArithmeticException e) {
            return timeMs > lastTimeMs ? LONGEST_SILENCE_MS : 0;
        }
    }

    /** Events. */
    public int size() {
        return size;
    }

    /** Played time of the whole log. */
    public long lengthMs() {
        return size == 0 ? 0 : playMs.get(size - 1);
    }

    /** Played time right after {@code count} events. */
    long playMs(int count) {
        return count == 0 ? 0 : playMs.get(count - 1);
    }

    /** How many events have been played at that time. */
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

    /** The count right after the first step that is not among {@code count} events; all where there is none. */
    int stepAfter(int count) {
        return steps.after(count, size);
    }

    /** The count right after the last step but one among {@code count} events; 0 where there is none. */
    int stepBefore(int count) {
        return steps.before(steps.atMost(count));
    }

    int epochAfter(int count) {
        return epochs.after(count, size);
    }

    /** The count right after the last epoch that ended before the present moment. */
    int epochBefore(int count) {
        return epochs.before(count);
    }

    /** The count right after the last time that {@code epoch} ended, or an earlier one where it is not in the log. */
    int endOfEpoch(int epoch) {
        int best = -1;
        for (int i = 0; i < epochs.size; i++) {
            if (epochNumbers[i] <= epoch && (best < 0 || epochNumbers[i] >= epochNumbers[best])) {
                best = i;
            }
        }
        return best < 0 ? 0 : epochs.counts[best];
    }

    /** Counts of events, in rising order. */
    private static final class Places {
        private int[] counts = new int[FIRST_CAPACITY];
        private int size;

        void add(int count) {
            if (size == counts.length) {
                counts = Arrays.copyOf(counts, 2 * size);
            }
            counts[size++] = count;
        }

        /** The first that is larger than {@code count}. */
        int after(int count, int otherwise) {
            int at = Arrays.binarySearch(counts, 0, size, count + 1);
            int index = at < 0 ? -at - 1 : at;
            return index < size ? counts[index] : otherwise;
        }

        /** The last that is smaller than {@code count}, or 0. */
        int before(int count) {
            int at = Arrays.binarySearch(counts, 0, size, count);
            int index = at < 0 ? -at - 1 : at;
            return index == 0 ? 0 : counts[index - 1];
        }

        /** The last that is not larger than {@code count}, or 0. */
        int atMost(int count) {
            return before(count + 1);
        }
    }
}
