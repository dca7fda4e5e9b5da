package io.traindeck.state;

import io.traindeck.event.BatchJob;
import io.traindeck.text.Numbers;

/**
 * The words for what a run is doing, with what the batch system tells of its job: {@code queued: Priority},
 * {@code requeued 2x from step 40}, {@code starting on n1}, {@code running on n1}.
 *
 * @param verb the word for what it is doing
 * @param rest the words after it; empty, or beginning with a blank or a colon
 */
public record JobWords(String verb, String rest) {
    /**
     * Returns what a run and its job are doing, in words. If there is no job, or the job tells nothing, only the status
     * is told.
     */
    public static JobWords of(Status status, BatchJob job, long savedStep) {
        String word = status.code().replace('_', ' ');
        if (job == null) {
            return new JobWords(word, "");
        } else if (status == Status.QUEUED) {
            return job.requeued() == 0
                    ? new JobWords("queued", job.reason().isEmpty() ? "" : ": " + job.reason())
                    : new JobWords("requeued", " " + job.requeued() + "x from step " + Numbers.count(savedStep));
        } else if (!status.isLive() || job.node().isEmpty()) {
            return new JobWords(word, "");
        }
        return new JobWords(status == Status.LOADING ? "starting" : word, " on " + job.node());
    }
}
