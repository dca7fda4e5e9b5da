package io.traindeck.source.text;

/**
 * Chooses the process whose lines count where several processes write one text: the first that told something. The others
 * repeat it, or tell the same of their share of the batch.
 */
final class Ranks {
    /** Whether numbers in front of lines are known to be those of processes, not steps. */
    private boolean labelled;

    /** The process whose lines count; -1 until one has told something. */
    private long heard = -1;

    /** Returns whether numbers in front of lines are those of processes, as {@code srun --label} writes them. */
    boolean labelled() {
        return labelled;
    }

    /** Returns whether the line counts. */
    boolean hears(LineMeaning meaning, LineTokens line) {
        long from = -1;
        int rank = meaning.prefix().rank();
        if (rank < -1) {
            from = -2L - rank;
        } else if (rank >= 0) {
            from = (long) line.number(rank);
        } else if (meaning.lead() >= 0 && (labelled || meaning.hasCounter())) {
            labelled = true;
            from = (long) line.number(meaning.lead());
        }
        if (from < 0) {
            return true;
        }
        if (heard < 0 && meaning.hasMetrics()) {
            heard = from;
        }
        return heard < 0 || heard == from;
    }
}
