package io.traindeck.state;

import io.traindeck.event.TrainEvent.Epoch;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of a run, in rising order, each once.
 *
 * @param list the newest {@link #MOST}
 */
public record EpochHistory(AppendList<Epoch> list) {
    /** Hundreds of times what is usual; keeps a log without end from filling the memory. */
    static final int MOST = 10_000;

    static final EpochHistory EMPTY = new EpochHistory(AppendList.empty());

    /** This and one epoch more, in place of an earlier one of the same number. */
    EpochHistory put(Epoch epoch) {
        Epoch last = list.lastOrNull();
        if (last == null || last.epoch() < epoch.epoch()) {
            return new EpochHistory(list.append(epoch, MOST));
        }
        List<Epoch> others = new ArrayList<>(list);
        int at = others.size();
        while (at > 0 && others.get(at - 1).epoch() >= epoch.epoch()) {
            at--;
        }
        if (others.get(at).epoch() == epoch.epoch()) {
            others.set(at, epoch);
        } else {
            others.add(at, epoch);
        }
        AppendList<Epoch> all = AppendList.copyOf(others);
        return new EpochHistory(all.last(MOST));
    }

    /** Without {@code epoch} and later ones. */
    EpochHistory before(int epoch) {
        int keep = list.size();
        while (keep > 0 && list.get(keep - 1).epoch() >= epoch) {
            keep--;
        }
        return keep == list.size() ? this : new EpochHistory(list.first(keep));
    }

    /** The last epoch, or null before the first is done. */
    public Epoch last() {
        return list.lastOrNull();
    }

    /** The epoch that the trainer last called the best, or null. */
    public Epoch best() {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).best()) {
                return list.get(i);
            }
        }
        return null;
    }

    /** The epoch of the lowest {@code val_loss}, the first of equals, or null. */
    public Epoch lowestLoss() {
        Epoch lowest = null;
        for (Epoch epoch : list) {
            if (Double.isFinite(epoch.valLoss()) && (lowest == null || epoch.valLoss() < lowest.valLoss())) {
                lowest = epoch;
            }
        }
        return lowest;
    }
}
