package io.traindeck.state;

import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.Values;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Trait;
import io.traindeck.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a table shows of a run: its validations (also lines of steps, if they name validation data) and the
 * epochs that are over, one row a step, in rising order of their steps. Numbers of one step are in one row, even if
 * they stand in several lines of the log.
 *
 * @param list all rows; if there are very many, the newest {@link #WHOLE}, or fewer if they hold many numbers, and of
 *     older ones fewer the older they are
 * @param isThinned whether older rows have been left out
 */
public record Rows(AppendList<Measured> list, boolean isThinned) {
    /** The number of rows that are kept whole: more than anybody scrolls through. */
    static final int WHOLE = 2048;

    /** The number of values in all rows that are kept before rows are thinned: half a megabyte. */
    private static final int NUMBERS = 1 << 16;

    private static final int FEWEST_WHOLE = 64;

    static final Rows NONE = new Rows(AppendList.empty(), false);

    /**
     * Returns these rows with one more. A metric that has been measured at that step or at later ones was begun anew
     * there: what the rows have of it from there on is dropped.
     */
    Rows put(Measured row) {
        int at = size();
        while (at > 0 && list.get(at - 1).step() >= row.step()) {
            at--;
        }
        if (at == size()) {
            return with(list.append(row));
        }
        Measured there = list.get(at);
        boolean isSame = there.step() == row.step();
        AppendList<Measured> rows = list.first(at).append(isSame ? joined(there, row) : row);
        for (Measured later : list.subList(isSame ? at + 1 : at, size())) {
            Values left = without(later.values(), row.values().names());
            if (left.size() > 0) {
                rows = rows.append(with(later, left));
            }
        }
        return with(rows);
    }

    private Rows with(AppendList<Measured> rows) {
        return new Rows(rows, isThinned);
    }

    private static Measured joined(Measured there, Measured more) {
        Values before = without(there.values(), more.values().names());
        return new Measured(
                more.timeMs(),
                there.kind() == Kind.EPOCH ? there.kind() : more.kind(),
                more.step(),
                Double.isNaN(more.epoch()) ? there.epoch() : more.epoch(),
                more.best() == null ? there.best() : more.best(),
                before.size() == 0 ? more.values() : joined(before, more.values()));
    }

    private static Values joined(Values some, Values more) {
        List<String> names = new ArrayList<>(some.names().list());
        names.addAll(more.names().list());
        double[] numbers = new double[names.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i < some.size() ? some.at(i) : more.at(i - some.size());
        }
        return Names.of(names).with(numbers);
    }

    private static Values without(Values values, Names others) {
        List<String> names = new ArrayList<>(values.names().list());
        names.removeAll(others.list());
        return names.size() == values.size()
                ? values
                : Names.of(names).with(names.stream().mapToDouble(values::get).toArray());
    }

    private static Measured with(Measured row, Values values) {
        return new Measured(row.timeMs(), row.kind(), row.step(), row.epoch(), row.best(), values);
    }

    /**
     * Returns the rows without those later than {@code step}, and without {@code epoch} and later ones; an epoch below
     * 1 drops none.
     */
    Rows backTo(long step, int epoch) {
        int keep = 0;
        while (keep < size() && list.get(keep).step() <= step && !isEpochFrom(epoch, list.get(keep))) {
            keep++;
        }
        return keep == size() ? this : with(list.first(keep));
    }

    private static boolean isEpochFrom(int epoch, Measured row) {
        return epoch >= 1 && row.kind() == Kind.EPOCH && row.epoch() >= epoch;
    }

    boolean isToBeThinned() {
        return size() >= 2 * whole();
    }

    private int whole() {
        int numbers = size() == 0 ? 1 : Math.max(1, last().values().size());
        return Math.max(FEWEST_WHOLE, Math.min(WHOLE, NUMBERS / numbers));
    }

    /** Returns fewer of the older rows: every second one, and {@code best}, which may be null. */
    Rows thinned(Measured best) {
        int older = size() - whole();
        List<Measured> rows = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (i % 2 == 0 || i >= older || list.get(i) == best) {
                rows.add(list.get(i));
            }
        }
        return new Rows(AppendList.copyOf(rows), true);
    }

    /** Returns the name of a row as people say it: by its epoch if one ends with it, else by its step. */
    public static String name(Measured row) {
        return (isEpoch(row) ? "epoch " : "step ") + number(row);
    }

    /** Returns the number in that name. */
    public static String number(Measured row) {
        return isEpoch(row) ? String.valueOf((long) row.epoch()) : Numbers.count(row.step());
    }

    /** Returns whether an epoch ends with the row, and the row says which. */
    public static boolean isEpoch(Measured row) {
        return row.kind() == Kind.EPOCH && Double.isFinite(row.epoch());
    }

    public int size() {
        return list.size();
    }

    /** The newest row; null before the first. */
    public Measured last() {
        return list.lastOrNull();
    }

    /** The number of epochs that are over; 0 if there are none, or if the log has no epochs. */
    int epochsDone() {
        for (int i = size() - 1; i >= 0; i--) {
            if (list.get(i).kind() == Kind.EPOCH && list.get(i).epoch() > 0) {
                return (int) list.get(i).epoch();
            }
        }
        return 0;
    }

    /** Returns whether the log says of any row whether it was the best. */
    public boolean sayWhichIsBest() {
        for (Measured row : list) {
            if (row.best() != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the row that the log called the best last; null if there is none. A row whose loss is not finite is not
     * believed.
     *
     * @param goal the metric by which a row is the best; empty if unknown
     */
    Measured calledBest(String goal) {
        for (int i = size() - 1; i >= 0; i--) {
            if (Boolean.TRUE.equals(list.get(i).best()) && isSound(list.get(i), goal)) {
                return list.get(i);
            }
        }
        return null;
    }

    /**
     * Returns the best row: the one that the log called the best last or, if it called none so, the best by the goal.
     * Null if there is none.
     *
     * @param goal null if it is not known which is better
     */
    Measured best(Goal goal) {
        if (sayWhichIsBest()) {
            return calledBest(goal == null ? "" : goal.metric());
        }
        return goal == null || goal.better() == null ? null : best(goal.metric(), goal.better());
    }

    /** Returns the row with the best finite value of a metric, the first one of several; null if there is none. */
    public Measured best(String metric, Goal.Better better) {
        Measured best = null;
        double value = Double.NaN;
        for (Measured row : list) {
            double other = row.values().get(metric);
            boolean isBetter = better == Goal.Better.HIGHER ? other > value : other < value;
            if (Double.isFinite(other) && (best == null || isBetter) && isSound(row, metric)) {
                best = row;
                value = other;
            }
        }
        return best;
    }

    /**
     * Returns whether {@code metric} and the whole loss, on its data or on held-out data, are finite in a row. Scores
     * that are NaN are often turned into a finite accuracy.
     */
    private static boolean isSound(Measured row, String metric) {
        Values values = row.values();
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.at(i))) {
                String name = values.names().list().get(i);
                if (name.equals(metric) || isWholeLoss(Metric.of(name), metric)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isWholeLoss(Metric loss, String metric) {
        return loss.is(Trait.WHOLE)
                && (loss.part().isHeldOut() || loss.part() == Metric.of(metric).part());
    }
}
