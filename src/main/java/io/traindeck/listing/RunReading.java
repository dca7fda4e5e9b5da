package io.traindeck.listing;

import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.listing.RunSummary.Best;
import io.traindeck.listing.RunSummary.Reached;
import io.traindeck.listing.RunSummary.Trend;
import io.traindeck.source.EventSource;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.state.Series;
import java.io.Closeable;
import java.io.IOException;

/** A log that is being read for the list. For one thread at a time. */
final class RunReading implements Closeable {
    /** The number of records that are read at once: some milliseconds of work. */
    private static final int RECORDS_AT_ONCE = 2_000;

    private final Lore lore;
    private final boolean ours;
    private final EventSource source;
    private RunState state = RunState.EMPTY;
    private long firstMs;

    /** @param lore what other logs have taught */
    RunReading(LoggedRun run, Lore lore) {
        this.lore = lore;
        ours = run.ownLog().isPresent();
        source = run.openAfter(ours ? lore.takeSource() : null, () -> {
            state = RunState.EMPTY;
            firstMs = 0;
        });
    }

    /**
     * Reads on.
     *
     * @param until the {@link System#nanoTime} from which on no further reading is begun
     * @return whether the present end of the log was reached
     */
    boolean readOn(long until) throws IOException {
        while (source.poll(RECORDS_AT_ONCE, this::take) == RECORDS_AT_ONCE) {
            if (System.nanoTime() - until >= 0) {
                return false;
            }
        }
        return true;
    }

    private void take(TrainEvent event) {
        state = state.apply(event);
        firstMs = firstMs == 0 || event instanceof TrainEvent.RunStarted ? event.timeMs() : firstMs;
    }

    /** The state of the run after what has been read. */
    RunState state() {
        return state;
    }

    /** The time of the first event that has one, Unix milliseconds; 0 without one. */
    long firstMs() {
        return firstMs;
    }

    Reached reached() {
        // Unlike a screen of the run, this is not ahead of what was measured: a run that is over begins no other epoch.
        int begun = (int) Math.ceil(Math.max(0, state.progress().epoch()));
        return new Reached(
                Math.max(begun, state.epochsDone()),
                state.plan().epochs(),
                state.lastStep(),
                state.journal().savedStep());
    }

    Best best() {
        Goal goal = lore.goal(state);
        if (goal == null) {
            return Best.NONE;
        }
        boolean higher = goal.better() == Goal.Better.HIGHER;
        Measured row = state.best();
        if (row != null && Double.isFinite(row.values().get(goal.metric()))) {
            double value = row.values().get(goal.metric());
            int epoch = row.kind() == Measured.Kind.EPOCH ? (int) row.epoch() : 0;
            return new Best(
                    goal.metric(),
                    higher,
                    value,
                    text(goal, value),
                    row.step(),
                    epoch,
                    row.values().get(OwnMetrics.VAL_ACC));
        }
        Curve curve = goalSeries(goal).curve();
        double value = curve.isEmpty() || goal.better() == null ? Double.NaN : higher ? curve.most() : curve.least();
        return Double.isFinite(value)
                ? new Best(goal.metric(), higher, value, text(goal, value), step(curve, value, higher), 0, Double.NaN)
                : new Best(goal.metric(), higher, Double.NaN, "", -1, 0, Double.NaN);
    }

    /** The first step at which the curve has that value; -1 if it cannot be told, as in a bucket of several points. */
    private static long step(Curve curve, double value, boolean higher) {
        for (int i = 0; i < curve.size(); i++) {
            if ((higher ? curve.max(i) : curve.min(i)) == value) {
                return curve.first(i) == curve.last(i) ? curve.first(i) : -1;
            }
        }
        return -1;
    }

    private String text(Goal goal, double value) {
        Curve curve = goalSeries(goal).curve();
        return state.meaning(goal.metric()).text(value, curve.least(), curve.most());
    }

    Trend trend() {
        Goal goal = lore.goal(state);
        return goal == null ? Trend.NONE : Trend.of(goalSeries(goal).curve().means());
    }

    private Series goalSeries(Goal goal) {
        Series rows = state.rowSeries(goal.metric());
        return rows.isEmpty() ? state.series(goal.metric()) : rows;
    }

    @Override
    public void close() throws IOException {
        source.close();
        if (ours) {
            lore.giveSource(source);
        }
    }
}
