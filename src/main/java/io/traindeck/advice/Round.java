package io.traindeck.advice;

/**
 * A row of a run's table: an epoch, or a validation at some step. Each number is NaN if the log has none.
 *
 * @param step the last step before it
 * @param epoch the epoch of that step
 * @param loss the loss; that of training is the one in the log, else the mean over the steps since the round before
 * @param rate the learning rate
 * @param fault a text that says which loss is not finite; null if there is none
 */
record Round(long step, double epoch, Pair loss, Pair score, double rate, Standing standing, String fault) {
    /** A quantity on the training data and on the validation data. */
    record Pair(double train, double val) {
        double gap() {
            return val - train;
        }

        /** Returns this score as shares, even if the log has percent. */
        Pair asShares() {
            double unit = Math.max(either(val, train), either(train, val)) > 1 ? 100 : 1;
            return new Pair(train / unit, val / unit);
        }

        private Pair and(Pair newer) {
            return new Pair(either(newer.train, train), either(newer.val, val));
        }
    }

    /**
     * The standing of a round among the rounds of the run.
     *
     * @param goal the value of the run's goal
     * @param bad the number of rounds in a row, this one included, that were not the best; -1 if unknown
     */
    record Standing(double goal, int bad) {}

    /** Returns whether this round is the same as {@code other}: a log may tell of a round in several lines. */
    boolean isSame(Round other) {
        return step == other.step && (epoch == other.epoch || Double.isNaN(epoch) || Double.isNaN(other.epoch));
    }

    /** Returns this round together with what {@code newer} adds. */
    Round and(Round newer) {
        return new Round(
                step,
                either(newer.epoch, epoch),
                loss.and(newer.loss),
                score.and(newer.score),
                either(newer.rate, rate),
                newer.standing.bad < 0 ? standing : newer.standing,
                newer.fault == null ? fault : newer.fault);
    }

    private static double either(double first, double second) {
        return Double.isNaN(first) ? second : first;
    }
}
