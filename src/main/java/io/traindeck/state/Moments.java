package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayList;
import java.util.List;

/**
 * The times at which a run was at a step and in an epoch: as many moments as a chart can use, spread over the steps. A
 * log that tells neither times nor epochs has no moments.
 *
 * @param list the moments in rising order of their steps
 * @param stride the number of steps from one moment to the next, at least
 */
public record Moments(AppendList<Moment> list, long stride) {
    private static final int MOST = 1024;

    static final Moments NONE = new Moments(AppendList.empty(), 1);

    /**
     * A moment.
     *
     * @param timeMs Unix milliseconds; 0 if unknown
     * @param epoch NaN if unknown
     */
    public record Moment(long step, long timeMs, double epoch) {}

    /** Returns these moments with that of {@code measured}, if it is far enough from the last one. */
    Moments put(Measured measured) {
        Moment last = list.lastOrNull();
        if (last == null || measured.step() - last.step() >= stride) {
            boolean isKnown = measured.timeMs() > 0 || Double.isFinite(measured.epoch());
            return isKnown ? append(new Moment(measured.step(), measured.timeMs(), measured.epoch())) : this;
        }
        // An older line is another part of the same log; a newer one goes on from an earlier step.
        boolean goesBack = measured.step() < last.step() && measured.timeMs() > last.timeMs();
        return goesBack ? backTo(measured.step() - 1).put(measured) : this;
    }

    private Moments append(Moment moment) {
        AppendList<Moment> more = list.append(moment);
        if (more.size() < MOST) {
            return new Moments(more, stride);
        }
        List<Moment> half = new ArrayList<>();
        for (int i = 0; i < MOST; i += 2) {
            half.add(more.get(i));
        }
        long span = moment.step() - more.get(0).step();
        return new Moments(AppendList.copyOf(half), Math.max(2 * stride, span / (MOST / 2)));
    }

    /** Returns the moments without those of later steps. */
    Moments backTo(long step) {
        int keep = list.size();
        while (keep > 0 && list.get(keep - 1).step() > step) {
            keep--;
        }
        return keep == list.size() ? this : new Moments(list.first(keep), stride);
    }
}
