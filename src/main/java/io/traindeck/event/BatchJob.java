package io.traindeck.event;

/**
 * The job of a batch system that runs a run.
 *
 * @param id the id as the programs of the batch system take it, such as {@code 12_3}
 * @param node the machine on which it runs; empty if it does not run
 * @param reason the reason why it waits, in the batch system's own words; empty if it does not say
 * @param requeued how often it has been put back into the queue
 * @param begunMs the time at which its trainer began last, Unix milliseconds; 0 before the first time
 */
public record BatchJob(String id, Stage stage, String node, String reason, int requeued, long begunMs) {
    /** Makes a job without a node, of which nothing more is known. */
    public BatchJob(String id, Stage stage) {
        this(id, stage, "", "", 0, 0);
    }

    /** The stage of a job. */
    public enum Stage {
        /** The batch system cannot be asked from here. */
        UNSEEN,
        /** The batch system has not answered yet. */
        ASKED,
        /** The job waits for its turn. */
        WAITING,
        /** The job has got its turn, and its trainer is still to begin. */
        STARTING,
        /** Its trainer has begun. */
        TRAINING,
        /** Its trainer has gone, but the program that starts trainers there has not. */
        ENDING,
        /** The job has ended, or the batch system does not know it any more. */
        GONE
    }

    /** Returns this job at another stage. */
    public BatchJob at(Stage newStage) {
        return new BatchJob(id, newStage, node, reason, requeued, begunMs);
    }

    /**
     * Returns whether the run goes on without anybody's help: a trainer that somebody else starts would only be in its
     * way.
     */
    public boolean hasTheRun() {
        return switch (stage) {
            case WAITING, STARTING, TRAINING, ENDING -> true;
            case UNSEEN, ASKED, GONE -> false;
        };
    }
}
