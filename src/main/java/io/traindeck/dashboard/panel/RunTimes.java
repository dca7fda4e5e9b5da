package io.traindeck.dashboard.panel;

import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import java.util.Objects;

/** The times when a run began and when it ended, and how long it has trained. Empty words for a log without times. */
final class RunTimes {
    private static final double MS = 1000;

    private final Frame frame;
    private final RunState state;

    RunTimes(Frame frame) {
        this.frame = frame;
        state = frame.state();
    }

    private boolean isLive() {
        return frame.status().isLive();
    }

    private boolean isKnown() {
        return state.firstMs() > 0 && endMs() >= state.firstMs();
    }

    /**
     * The time now, or when a run was heard of last that is over or is about to be taken up again: until it is, it does
     * not train.
     */
    private long endMs() {
        return isLive() && frame.status() != Status.LOADING
                ? Math.max(frame.nowMs(), state.lastMs())
                : state.progressMs();
    }

    /** The time that it has trained, without the time between a death and a resumption, such as {@code 31m03s}. */
    String span() {
        return isKnown()
                ? Numbers.span((endMs() - state.firstMs() - state.heard().idleMs()) / MS)
                : "";
    }

    /**
     * The time in which the run trained, such as {@code 22 Nov 10:00 to 11:20}; for a run that is not over, its
     * beginning alone.
     */
    String period() {
        if (!isKnown()) {
            return "";
        }
        String startDay = day(state.firstMs());
        String start = startDay + " " + Numbers.minute(state.firstMs(), frame.zone());
        if (isLive()) {
            return "since " + start;
        }
        String endDay = day(endMs());
        String end = Numbers.minute(endMs(), frame.zone());
        return start + " to " + (Objects.equals(startDay, endDay) ? end : endDay + " " + end);
    }

    private String day(long timeMs) {
        return Numbers.day(timeMs, frame.nowMs(), frame.zone());
    }
}
