package io.traindeck.source;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes the steps of a counter that starts again in each epoch rise over the run. A counter that does not start again stays
 * as it is.
 */
final class EpochSteps {
    /** Epochs that a run which goes back may go back to. */
    private static final int MOST = 1 << 16;

    /** From {@code epoch} on, {@code offset} updates were done before the counter's zero. */
    private record Start(double epoch, long offset) {}

    private final Deque<Start> starts = new ArrayDeque<>();
    private double epoch = Double.NaN;
    private long last;
    private long before;
    private long longest;

    EpochSteps() {
        starts.add(new Start(Double.NEGATIVE_INFINITY, 0));
    }

    /**
     * The step of a record.
     *
     * @param count what the counter says
     * @param now the record's epoch; a fraction or NaN leaves the counter as it is
     * @param earlier what the counter said in the last record with the same names in an earlier epoch; -1 if there is none
     */
    long step(long count, double now, long earlier) {
        if (now == Math.rint(now)) {
            if (now > epoch && (count < last || count <= earlier)) {
                restart(now);
            } else if (now < epoch) {
                goBack(now);
            }
            longest = Math.max(longest, count);
            epoch = now;
        }
        before = last;
        last = count;
        return starts.getLast().offset + count;
    }

    /** Whether {@code count} can be the end of the epoch whose last logged update is the last record's. */
    boolean mayEndEpoch(long count) {
        return count >= last && count - last <= last - before;
    }

    private void restart(double now) {
        long length = Math.max(last, now - epoch > 1 ? longest : 0);
        starts.add(new Start(now, starts.getLast().offset + Math.round(length * Math.min(now - epoch, MOST))));
        if (starts.size() > MOST) {
            starts.removeFirst();
        }
    }

    /** The run was taken up again from an earlier epoch. */
    private void goBack(double now) {
        while (starts.size() > 1 && starts.getLast().epoch > now) {
            starts.removeLast();
        }
    }
}
