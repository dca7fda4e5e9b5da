package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.state.ReplayClock;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * All that one picture of a run is made from.
 *
 * @param folder the run folder as the user may type it
 * @param nowMs Unix milliseconds of the viewer's clock; in a replay, the recorded time
 * @param zone in which times of day are shown
 * @param replay null on a live run
 * @param around what a viewer can do with the run from here
 */
public record Frame(
        RunState state,
        Status status,
        ViewState view,
        String folder,
        long nowMs,
        ZoneId zone,
        ReplayClock replay,
        Around around) {

    /**
     * What a viewer can do with a run.
     *
     * @param commands the words of those that its trainers obey
     * @param resumable whether a trainer can be started from here that takes it up again, once it is over
     * @param weights the file with the best weights as the user may type it; empty where there is none
     * @param compare the command that compares the run with another, once it is over; empty for none
     */
    public record Around(Set<String> commands, boolean resumable, String weights, String compare) {
        /** A run of ours of which no weights are known, and nothing to compare it with. */
        public static final Around OURS = new Around(Description.USUAL_COMMANDS, true, "", "");

        /** The log of another program. */
        public static final Around OTHERS = new Around(Set.of(), false, "", "");

        /** Keeps a copy of {@code commands}. */
        public Around {
            commands = Set.copyOf(commands);
        }
    }

    /** A run of ours of which no weights are known, and nothing to compare it with. */
    public Frame(
            RunState state, Status status, ViewState view, String folder, long nowMs, ZoneId zone, ReplayClock replay) {
        this(state, status, view, folder, nowMs, zone, replay, Around.OURS);
    }

    /** The same run, looked at in another way. */
    public Frame with(ViewState newView) {
        return new Frame(state, status, newView, folder, nowMs, zone, replay, around);
    }

    String weights() {
        return around.weights();
    }

    String compare() {
        return around.compare();
    }

    /** Whether the action does something now: the footer shows only these. */
    public boolean isUseful(Action action) {
        return replay != null || (isPossible(action) && action.isUseful(status));
    }

    /** Whether the action could do something to this run, now or at another moment: help shows only these. */
    public boolean isPossible(Action action) {
        return replay != null
                || switch (action) {
                    case PAUSE_OR_GO_ON -> obeys(Command.PAUSE);
                    case CHECKPOINT -> obeys(Command.CHECKPOINT);
                    case EARLY_STOP -> obeys(Command.STOP);
                    case RESUME -> around.resumable();
                    default -> true;
                };
    }

    private boolean obeys(Command command) {
        return around.commands().contains(command.word());
    }

    /** The run's name, fit for the screen. */
    String name() {
        if (!state.run().isEmpty()) {
            return Safe.forCells(state.run());
        }
        return Safe.forCells(folder.substring(folder.lastIndexOf('/') + 1));
    }

    /** What became of the commands that are worth showing now. */
    List<CommandLife.Life> commands() {
        return CommandLife.of(view.sent(), state.journal(), nowMs);
    }
}
