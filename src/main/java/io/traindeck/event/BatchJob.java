package io.traindeck.event;

/**
 * The job of a batch system that has a run in hand.
 *
 * @param id as the programs of the batch system take it, such as {@code 12_3}
 * @param node where it is at work; empty where it is not
 * @param reason why it waits, in the batch system's own words; empty where it does not say
 * @param requeued how often it has been put back into the queue
 */
public record BatchJob(String id, Stage stage, String node, String reason, int requeued) {
    /** How far a job is. */
    public enum Stage {
        /** The batch system cannot be asked from here. */
        UNSEEN,
        /** The batch system has not answered yet. */
        ASKED,
        /** It waits for its turn. */
        WAITING,
        /** It has got its turn, and its trainer is still to begin. */
        STARTING,
        /** Its trainer has begun. */
        TRAINING,
        /** Its trainer has gone, and what starts trainers there has not. */
        ENDING,
        /** It has ended, or the batch system does not know it any more. */
        GONE
    }

    /** Whether the run goes on without anybody's help: whoever starts a trainer would only be in its way. */
    public boolean hasTheRun() {
        return switch (stage) {
            case WAITING, STARTING, TRAINING, ENDING -> true;
            case UNSEEN, ASKED, GONE -> false;
        };
    }
}
