package io.traindeck.advice;

/**
 * A row of a run's table: an epoch, or a validation at some step. Each number is NaN if the log has none.
 *
 * @param step the last step before it
 * @param epoch the epoch of that step
 * @param loss of training as the log has it, else the mean over the steps since the round before
 * @param rate the learning rate
 * @param fault which loss is no number, and what it is; null if none
 */
record Round(long step, double epoch, Pair loss, Pair score, double rate, Standing standing, String fault) {
    /** One quantity on the training and on the validation data. */
    record Pair(double train, double val) {
        double gap() {
            return val - train;
        }

        private Pair and(Pair newer) {
            return new Pair(either(newer.train, train), either(newer.val, val));
        }
    }

    /**
     * How a round stands among the rounds of the run.
     *
     * @param goal the value of the run's goal
     * @param bad rounds in a row, this one included, that were not the best; -1 if nobody can say
     */
    record Standing(double goal, int bad) {}

    /** Whether it is the same round as {@code other}, of which a log may tell in several lines. */
    boolean isSame(Round other) {
        return step == other.step && (epoch == other.epoch || Double.isNaN(epoch) || Double.isNaN(other.epoch));
    }

    /** This round with what {@code newer} has more. */
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
