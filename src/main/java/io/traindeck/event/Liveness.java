package io.traindeck.event;

/** Whether anybody is at work on a run, as far as its files tell beside the log. */
public sealed interface Liveness {
    /** A run folder of ours whose trainer lives or is on its way. */
    Liveness TRAINER = new Locked(true);

    /** A run folder of ours without a trainer. */
    Liveness NO_TRAINER = new Locked(false);

    /** The sign that the lock of a run folder of ours gives: a trainer lives or is on its way, or none is. */
    static Liveness of(boolean held) {
        return held ? TRAINER : NO_TRAINER;
    }

    /** Whether a trainer of ours lives or is on its way. */
    default boolean isOurTrainer() {
        return this instanceof Locked lock && lock.held()
                || this instanceof InBatch batch
                        && (batch.files.isOurTrainer() || batch.job.stage() == BatchJob.Stage.TRAINING);
    }

    /**
     * A run folder of ours, of which the lock tells.
     *
     * @param held whether a trainer lives or is on its way
     */
    record Locked(boolean held) implements Liveness {}

    /**
     * A run folder of ours whose lock tells nothing: it is free here, but the last trainer was on another machine, and the
     * file system may keep locks to the machine that takes them; or it cannot be looked at.
     *
     * @param lastMs when the log was changed last, Unix milliseconds
     */
    record Elsewhere(long lastMs) implements Liveness {}

    /**
     * A log whose writer holds no lock: nobody can know whether it lives.
     *
     * @param lastMs when the log was changed last, Unix milliseconds
     */
    record Written(long lastMs) implements Liveness {}

    /**
     * A run folder of ours that a job of a batch system has in hand.
     *
     * @param files what the files beside the log tell without it
     */
    record InBatch(BatchJob job, Liveness files) implements Liveness {}
}
