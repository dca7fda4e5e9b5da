package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.event.BatchJob;
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
 * @param files what is known of the run besides its log
 * @param nowMs Unix milliseconds of the viewer's clock; in a replay, the recorded time
 * @param zone in which times of day are shown
 * @param replay null on a live run
 */
public record Frame(
        RunState state, Status status, ViewState view, Files files, long nowMs, ZoneId zone, ReplayClock replay) {

    /**
     * The facts that are known of a run besides its log.
     *
     * @param place the run folder, or another program's log, as the user may type it
     * @param format what people call the format of the log; empty for our own
     * @param weights the file with the best weights as the user may type it; empty if there is none
     * @param compare the command that compares the run with another, once it is over; empty for none
     * @param resumption what its files allow; null if nobody has looked: then all is taken to be there that the log
     *     speaks of
     * @param program the process of another program's run that goes on although its supervisor is gone; 0 for none
     * @param job the job of a batch system that has the run in hand; null for none
     */
    public record Files(
            Place place,
            String format,
            String weights,
            String compare,
            Resumption resumption,
            long program,
            BatchJob job) {
        /**
         * The place of a run.
         *
         * @param name the name of the run folder, which may have been renamed or copied since the run began; empty if
         *     there is no folder
         */
        public record Place(String path, String name) {}

        public Files(String path, String format, String weights, String compare) {
            this(new Place(path, ""), format, weights, compare, null, 0, null);
        }

        /** Makes the facts of a run of which only the path is known. */
        public static Files at(String path) {
            return new Files(path, "", "", "");
        }
    }

    /** Makes the frame of a run of which no weights are known, and nothing to compare it with. */
    public Frame(
            RunState state, Status status, ViewState view, String folder, long nowMs, ZoneId zone, ReplayClock replay) {
        this(state, status, view, Files.at(folder), nowMs, zone, replay);
    }

    /** This run in another view. */
    public Frame with(ViewState newView) {
        return new Frame(state, status, newView, files, nowMs, zone, replay);
    }

    /** The run folder as the user may type it. */
    public String folder() {
        return files.place().path();
    }

    /** Returns whether the action does something now: the footer shows only such actions. */
    public boolean isUseful(Action action) {
        return replay != null || (isPossible(action) && action.isUseful(status) && !isStuck(action));
    }

    /** Returns whether the action would need a trainer that cannot be started. */
    private boolean isStuck(Action action) {
        return switch (action) {
            case RESUME -> !resumption().isPossible();
            case DIAL_LESS, DIAL_MORE, SEND_DIAL ->
                status.isOver() && !(state.about().isOwn() && resumption().takesDials());
            default -> false;
        };
    }

    /**
     * Returns whether the action can do something to this run, now or at another moment: help shows only such actions.
     */
    public boolean isPossible(Action action) {
        if (action == Action.BRANCH) {
            return !isOthers() && state.about().isOwn();
        }
        return replay != null
                || switch (action) {
                    case PAUSE_OR_GO_ON -> obeys(Command.PAUSE);
                    case CHECKPOINT -> obeys(Command.CHECKPOINT);
                    case PARK -> obeys(Command.PARK);
                    case EARLY_STOP, YES -> obeys(Command.STOP);
                    case SHOW_DIALS, DIAL_LESS, DIAL_MORE, SEND_DIAL -> obeys(Command.SET);
                    case RESUME -> !isOthers();
                    default -> true;
                };
    }

    /** The step of the cursor; without one, the last that is shown. */
    public long branchStep() {
        long cursor = view.curves().cursor();
        return cursor == ViewState.NO_CURSOR ? state.lastStep() : Math.min(cursor, state.lastStep());
    }

    /** Returns whether the run's trainers obey that command. */
    public boolean obeys(Command command) {
        // Even if the start of a run cannot be read, people must be able to pause it while it trains.
        Set<String> commands = state.isDescribed() ? state.about().commands() : Description.USUAL_COMMANDS;
        return !isOthers()
                && (command == Command.RESUME
                        || commands.contains(command.word())
                        || command == Command.SET && !state.dials().isEmpty());
    }

    /** Returns whether another program wrote the log. */
    boolean isOthers() {
        return !files.format().isEmpty();
    }

    /** Returns whether our own trainer writes the log, or nobody has written anything yet where it would. */
    boolean isOurs() {
        return state.about().isOwn() || !isOthers() && !state.isDescribed() && !state.isMeasured();
    }

    /** Says what a trainer that took the run up again would do. */
    Resumption resumption() {
        return files.resumption() == null ? Resumption.of(state) : files.resumption();
    }

    /** The run's name, fit for the screen: that of its folder, by which the user knows it now. */
    String name() {
        if (!files.place().name().isEmpty()) {
            return Safe.forCells(files.place().name());
        }
        if (!state.run().isEmpty()) {
            return Safe.forCells(state.run());
        }
        return Safe.forCells(folder().substring(folder().lastIndexOf('/') + 1));
    }

    /** The name with which the run began, fit for the screen, if its folder has another one now; else empty. */
    String oldName() {
        boolean differs =
                !files.place().name().isEmpty() && !files.place().name().equals(state.run());
        return differs ? Safe.forCells(state.run()) : "";
    }

    /** The outcomes of the commands that are worth showing now. */
    List<CommandLife.Life> commands() {
        return CommandLife.of(view.sent(), state.journal(), nowMs);
    }
}
