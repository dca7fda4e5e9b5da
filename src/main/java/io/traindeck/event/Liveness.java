package io.traindeck.event;

/** Tells whether anybody is at work on a run, as far as the files beside its log show it. */
public sealed interface Liveness {
    /** A run folder of traindeck whose trainer lives or is about to start. */
    Liveness TRAINER = new Locked(true);

    /** A run folder of traindeck without a trainer. */
    Liveness NO_TRAINER = new Locked(false);

    /**
     * Returns the liveness that the lock of a traindeck run folder tells: a trainer lives or is about to start, or
     * there is none.
     */
    static Liveness of(boolean held) {
        return held ? TRAINER : NO_TRAINER;
    }

    /** Returns whether a trainer of traindeck lives or is about to start. */
    default boolean isOurTrainer() {
        return this instanceof Locked lock && lock.held()
                || this instanceof InBatch batch
                        && (batch.files.isOurTrainer() || batch.job.stage() == BatchJob.Stage.TRAINING);
    }

    /**
     * A run folder of traindeck whose lock tells whether it has a trainer.
     *
     * @param held whether a trainer lives or is about to start
     */
    record Locked(boolean held) implements Liveness {}

    /**
     * A run folder of traindeck whose lock tells nothing: it cannot be looked at, or it is free here, but the last
     * trainer was on another machine, and the file system may not show locks to other machines.
     *
     * @param lastMs the time of the log's last change, Unix milliseconds
     */
    record Elsewhere(long lastMs) implements Liveness {}

    /**
     * A log whose writer holds no lock: nobody can know whether it lives.
     *
     * @param lastMs the time of the log's last change, Unix milliseconds
     */
    record Written(long lastMs) implements Liveness {}

    /**
     * A run folder of traindeck that a job of a batch system has in hand.
     *
     * @param files the liveness that the files beside the log tell, without the job
     */
    record InBatch(BatchJob job, Liveness files) implements Liveness {}
}
