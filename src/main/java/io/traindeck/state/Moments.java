package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayList;
import java.util.List;

/**
 * When a run was at which step and in which epoch: as many moments as a chart has use for, spread over its steps. A log
 * that tells neither has none.
 *
 * @param list in rising order of their steps
 * @param stride steps from one to the next, at least
 */
public record Moments(AppendList<Moment> list, long stride) {
    private static final int MOST = 1024;

    static final Moments NONE = new Moments(AppendList.empty(), 1);

    /**
     * A moment.
     *
     * @param timeMs Unix milliseconds; 0 where unknown
     * @param epoch NaN where unknown
     */
    public record Moment(long step, long timeMs, double epoch) {}

    /** These and that of {@code measured}, where it lies far enough from the last one. */
    Moments put(Measured measured) {
        Moment last = list.lastOrNull();
        if (last == null || measured.step() - last.step() >= stride) {
            boolean isKnown = measured.timeMs() > 0 || Double.isFinite(measured.epoch());
            return isKnown ? append(new Moment(measured.step(), measured.timeMs(), measured.epoch())) : this;
        }
        // What is older is another part of the same log; what is newer goes on from an earlier step.
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

    /** Without those of later steps. */
    Moments backTo(long step) {
        int keep = list.size();
        while (keep > 0 && list.get(keep - 1).step() > step) {
            keep--;
        }
        return keep == list.size() ? this : new Moments(list.first(keep), stride);
    }
}
