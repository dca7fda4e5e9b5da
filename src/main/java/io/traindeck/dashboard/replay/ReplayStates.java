package io.traindeck.dashboard.replay;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.state.AdvisedStates;
import io.traindeck.state.RunState;
import io.traindeck.state.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The state of a run after any number of the events of its log, with the advice that the log lacks. The log is read
 * once; from then on each state is made from the nearest one kept before it, so that going back takes no longer than
 * going forward.
 */
public final class ReplayStates {
    /**
     * The maximum number of states that are kept: in a log of a million steps, a seek then reads a few thousand events
     * again, in some tens of milliseconds.
     */
    public static final int MOST_KEPT = 256;

    /**
     * The maximum number of series in all states that are kept: fewer states are kept if each has more series. They
     * take some tens of megabytes in all.
     */
    private static final int MOST_SERIES_KEPT = 4096;

    private static final int MOST_THINNED_KEPT = 32;

    private static final int FEWEST_KEPT = 16;

    private static final int FIRST_INTERVAL = 256;

    /** A log that can be read again. */
    public interface Log {
        /** Reads the events from {@code from} (inclusive, counted from 0) to {@code to} (exclusive), in their order. */
        void read(int from, int to, Consumer<? super TrainEvent> into);
    }

    private final Log log;
    private final Timeline timeline = new Timeline();
    private final AdvisedStates advised = new AdvisedStates();
    private final List<RunState> kept = new ArrayList<>(List.of(RunState.EMPTY));
    private int interval = FIRST_INTERVAL;
    private RunState end = RunState.EMPTY;
    private RunState shown = RunState.EMPTY;
    private int shownCount;

    /** @param log the log from which the events given to {@link #add} can be read again */
    public ReplayStates(Log log) {
        this.log = log;
    }

    /**
     * Takes the next event of the log in, on the first reading.
     *
     * @param missing the advice that the log lacks before it
     */
    public void add(List<Warning> missing, TrainEvent event) {
        timeline.add(event);
        end = advised.next(end, missing, event);
        if (timeline.size() % interval != 0) {
            return;
        }
        while (kept.size() >= mostKept()) {
            keepEachSecond();
        }
        if (timeline.size() % interval == 0) {
            kept.add(end);
        }
    }

    private int mostKept() {
        // As long as no row is left out, all states share their rows.
        int most = end.rows().isThinned() ? MOST_THINNED_KEPT : MOST_KEPT;
        int fit = MOST_SERIES_KEPT / Math.max(1, end.metrics().size());
        return Math.max(FEWEST_KEPT, Math.min(most, fit));
    }

    private void keepEachSecond() {
        int left = (kept.size() + 1) / 2;
        for (int i = 1; i < left; i++) {
            kept.set(i, kept.get(2 * i));
        }
        kept.subList(left, kept.size()).clear();
        interval *= 2;
    }

    /** The times of the events taken in so far. */
    public Timeline timeline() {
        return timeline;
    }

    /** The state after all events taken in so far. */
    public RunState end() {
        return end;
    }

    /** The state after the first {@code count} events. */
    public RunState at(int count) {
        int wanted = Math.max(0, Math.min(timeline.size(), count));
        int nearest = Math.min(kept.size() - 1, wanted / interval);
        int from = nearest * interval;
        RunState state = kept.get(nearest);
        if (shownCount <= wanted && shownCount > from) {
            from = shownCount;
            state = shown;
        }
        if (wanted == timeline.size()) {
            from = wanted;
            state = end;
        }
        if (from < wanted) {
            Reduction reduction = new Reduction(state, from);
            log.read(from, wanted, reduction);
            state = reduction.state;
        }
        shown = state;
        shownCount = wanted;
        return state;
    }

    private final class Reduction implements Consumer<TrainEvent> {
        private RunState state;
        private int index;

        Reduction(RunState state, int from) {
            this.state = state;
            index = from;
        }

        @Override
        public void accept(TrainEvent event) {
            state = advised.again(state, index++, event);
        }
    }
}
