package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.panel.Resumption;
import io.traindeck.event.BatchJob;
import io.traindeck.event.Liveness;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The files of a run, as they are seen at one moment.
 *
 * @param grown how often this viewer has seen the run make progress
 */
public record Observed(RunState state, Liveness liveness, Trainer trainer, Reading log, Kept kept, int grown) {

    /**
     * The files in the folder of a run that nobody trains; as long as somebody trains it, those that a new run has.
     *
     * @param weights whether there are best weights
     * @param checkpoint whether there is a last checkpoint
     * @param recipe whether there is a run.json
     * @param program the process of another program's run that goes on although its supervisor is gone; 0 for none
     * @param stands whether that process stands still, as its supervisor has paused it
     */
    public record Kept(boolean weights, boolean checkpoint, boolean recipe, long program, boolean stands) {
        static final Kept UNKNOWN = new Kept(false, false, true, 0, false);
    }

    /**
     * The trainer of a run.
     *
     * @param pid the process of the last trainer; 0 if unknown
     * @param start a trainer that was started from here and has not shown up in the log yet; null for none
     * @param startFailure why the last trainer that was started from here ended before it showed up; empty for none
     */
    public record Trainer(long pid, LaunchedTrainer start, String startFailure) {
        static final Trainer UNKNOWN = new Trainer(0, null, "");
    }

    /**
     * The progress of reading the log, and its trouble.
     *
     * @param format what people call the format of the log; empty if that is not known yet
     * @param share how much of it has been read, from 0 to 1; 1 unless it is long and has just been opened
     * @param unreadable records that could not be understood
     * @param trouble what keeps it from being read, or from being read on; empty for nothing
     * @param anew how often it was cut short or replaced while it was watched
     */
    public record Reading(String format, double share, long unreadable, String trouble, int anew) {
        static final Reading NOT_BEGUN = new Reading("", 0, 0, "", 0);
    }

    /** Makes an observation before the first look at a run. */
    static Observed nothing(Liveness liveness) {
        return new Observed(RunState.EMPTY, liveness, Trainer.UNKNOWN, Reading.NOT_BEGUN, Kept.UNKNOWN, 0);
    }

    /** Returns whether a trainer of ours is at work. */
    public boolean hasTrainer() {
        return liveness.isOurTrainer();
    }

    /** The job of a batch system that has the run in hand; null for none. */
    public BatchJob job() {
        return liveness instanceof Liveness.InBatch batch ? batch.job() : null;
    }

    /**
     * Returns whether a screen would show the same. A state of the run is the same object as long as nothing more was
     * read.
     */
    boolean isLike(Observed other) {
        return state == other.state && Objects.equals(liveness, other.liveness) && parts().equals(other.parts());
    }

    /**
     * Returns the parts by which observations are compared: Java makes the {@code equals} of a record when it is first
     * called, and the first picture would have to wait for three of them.
     */
    private List<Object> parts() {
        return Arrays.asList(
                kept.weights(),
                kept.checkpoint(),
                kept.recipe(),
                kept.program(),
                kept.stands(),
                trainer.pid(),
                trainer.start(),
                trainer.startFailure(),
                log.format(),
                log.share(),
                log.unreadable(),
                log.trouble(),
                log.anew());
    }

    /** Says what a trainer that took the run up again would do, as far as the run's files tell. */
    public Resumption resumption() {
        if (kept.program() != 0) {
            return kept.stands() ? Resumption.STANDING : Resumption.ALIVE;
        }
        return Resumption.of(state, kept.recipe(), kept.checkpoint());
    }

    /** Returns whether the log has been read up to its present end. */
    public boolean isWhole() {
        return log.share() >= 1;
    }

    /** Returns whether nothing is known of the run that a screen could show. */
    public boolean isAwaited() {
        return liveness instanceof Liveness.Written && !state.isMeasured() && !state.isOver();
    }

    /**
     * Returns what the run is doing.
     *
     * @param nowMs the time by the clock that the times of the log are from
     */
    public Status status(long nowMs) {
        if (trainer.start() != null) {
            return Status.LOADING;
        }
        if (!isWhole()) {
            return Status.READING;
        }
        if (state == RunState.EMPTY && !log.trouble().isEmpty()) {
            return Status.UNKNOWN;
        }
        if (isAwaited()) {
            return Status.WAITING;
        }
        return Status.of(state, liveness, nowMs);
    }
}
