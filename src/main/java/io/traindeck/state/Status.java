package io.traindeck.state;

import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent.EndReason;
import java.util.Locale;

/**
 * The activity of a run: one word for it wherever runs are listed, shown or watched. It depends only on the run's log,
 * on who is at work on it, and on the time.
 */
public enum Status {
    /** Its folder is expected, and not there yet; only a program that waits for the run knows this. */
    WAITING("WAITING"),
    /** Its log has not been read up to its present end; only a program that reads the log knows this. */
    READING("READING LOG"),
    /** A trainer or a program has started, and has told nothing yet: it loads libraries, data, weights. */
    LOADING("LOADING"),
    STARTING("STARTING"),
    RUNNING("RUNNING"),
    VALIDATING("VALIDATING"),
    PAUSED("PAUSED"),
    /** A trainer holds the lock and is not paused, but has said nothing for longer than its pace explains. */
    STALLED("STALLED"),
    /** The log of a program that holds no lock has not grown for {@link #QUIET_AFTER_MS}: it has ended, or hangs, or waits. */
    QUIET("QUIET"),
    /**
     * The lock is free here, but another machine may train: it did so a short time ago, and some locks cannot be seen
     * from other machines.
     */
    UNKNOWN("UNKNOWN"),
    /** A batch system has it in its queue, and will start it in its turn. */
    QUEUED("QUEUED"),
    /** No trainer holds the lock or is about to start, and none has said that the run ended. */
    CRASHED("CRASHED"),
    COMPLETED("COMPLETED"),
    EARLY_STOP("EARLY STOP"),
    STOPPED("STOPPED"),
    PARKED("PARKED"),
    TERMINATED("TERMINATED"),
    FAILED("FAILED");

    /**
     * The milliseconds without news after which a log is quiet: other programs write theirs every so many steps, some
     * once an epoch.
     */
    private static final long QUIET_AFTER_MS = 300_000;

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word that the screen shows. */
    public String word() {
        return word;
    }

    /** The word that programs read, in the output of {@code runs --json} and {@code show --json}. */
    public String code() {
        return switch (this) {
            case WAITING, READING, LOADING, STARTING, RUNNING, VALIDATING -> "running";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns whether somebody is at work on the run, as far as can be told. */
    public boolean isLive() {
        return !isOver() && this != QUIET && this != QUEUED;
    }

    /** Returns whether no trainer is at work any more. */
    public boolean isOver() {
        return this == CRASHED || ordinal() >= COMPLETED.ordinal();
    }

    /**
     * Returns whether a trainer is at work that takes commands. Commands that are sent before it has begun are refused
     * as stale.
     */
    public boolean takesCommands() {
        return isLive() && this != WAITING && this != READING && this != LOADING && this != UNKNOWN;
    }

    /** Returns whether {@code resume} can take the run up again from its last checkpoint. */
    public boolean isResumable() {
        return this == CRASHED || this == STOPPED || this == PARKED || this == TERMINATED || this == FAILED;
    }

    /**
     * Returns the status of a run for a caller that knows the time by the trainer's clock, see
     * {@link #of(Standing, Liveness, long)}. A caller that does not takes {@link Standing#of(RunState, long)}.
     */
    public static Status of(RunState state, Liveness liveness, long nowMs) {
        return of(Standing.of(state), liveness, nowMs);
    }

    /**
     * Returns the status of a run at {@code nowMs}. An end in the log counts even while the lock is held: then the
     * trainer is closing its files, or another one is loading data to take the run up again.
     *
     * @param nowMs Unix milliseconds, by the clock that the standing's time is from; in a replay, the recorded time
     */
    public static Status of(Standing run, Liveness liveness, long nowMs) {
        if (liveness instanceof Liveness.InBatch batch && run.phase().mayGoOn()) {
            if (!batch.files().isOurTrainer()) {
                return of(run, batch, nowMs);
            } else if (isAnew(run, batch)) {
                return LOADING;
            }
        }
        return ofFiles(run, liveness, nowMs);
    }

    /** Returns the status of a run that a job has in hand, and whose trainer cannot be seen from here. */
    private static Status of(Standing run, Liveness.InBatch batch, long nowMs) {
        boolean isNew = !run.heard() && !run.described() && !run.measured();
        return switch (batch.job().stage()) {
            case WAITING -> QUEUED;
            case STARTING -> LOADING;
            case ASKED -> isNew ? QUEUED : UNKNOWN;
            case UNSEEN -> isNew ? QUEUED : ofFiles(run, batch.files(), nowMs);
            case TRAINING -> isAnew(run, batch) ? LOADING : ofFiles(run, batch, nowMs);
            case ENDING, GONE -> ofFiles(run, batch.files(), nowMs);
        };
    }

    /** Returns whether the trainer of the job is another than the one that has ended. */
    private static boolean isAnew(Standing run, Liveness.InBatch batch) {
        return run.phase().ended() != null
                && run.phase().ended().timeMs() < batch.job().begunMs();
    }

    private static Status ofFiles(Standing run, Liveness liveness, long nowMs) {
        if (run.phase().ended() != null) {
            return of(run.phase().ended().reason());
        }
        if (liveness instanceof Liveness.Written written) {
            return passed(written.lastMs(), nowMs) < QUIET_AFTER_MS ? RUNNING : QUIET;
        }
        if (liveness instanceof Liveness.Elsewhere elsewhere && passed(elsewhere.lastMs(), nowMs) < QUIET_AFTER_MS) {
            return UNKNOWN;
        }
        if (!liveness.isOurTrainer()) {
            return CRASHED;
        }
        if (run.phase().paused()) {
            return PAUSED;
        }
        if (run.heard() && passed(run.progressMs(), nowMs) > run.patienceMs()) {
            return STALLED;
        }
        if (!run.described() && !run.measured()) {
            return LOADING;
        }
        if (run.phase().validating()) {
            return VALIDATING;
        }
        return run.measured() ? RUNNING : STARTING;
    }

    /**
     * Returns the time that has passed. A log may hold any time, and the difference of two times may be more than a
     * long holds.
     */
    private static double passed(long sinceMs, long nowMs) {
        return (double) nowMs - sinceMs;
    }

    private static Status of(EndReason reason) {
        if (reason == null) {
            return FAILED;
        }
        return switch (reason) {
            case COMPLETED -> COMPLETED;
            case EARLY_STOP -> EARLY_STOP;
            case STOPPED -> STOPPED;
            case PARKED -> PARKED;
            case TERMINATED -> TERMINATED;
            case FAILED -> FAILED;
        };
    }
}
