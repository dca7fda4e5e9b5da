package io.traindeck.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of the training loop between two steps: with the tensors, everything a resumed run needs.
 *
 * @param step updates done
 * @param epoch the epoch that the next update or validation belongs to, from 1; one more than the last at the end
 * @param batch batches of this epoch done; all of them while the validation is still to come
 * @param sums the figures of the steps of this epoch so far
 */
record LoopState(int step, int epoch, int batch, Sums sums, Best best) {
    /** The state before the first step. */
    static final LoopState START = new LoopState(0, 1, 0, Sums.NOTHING, Best.NONE);

    /**
     * Figures of the part of an epoch that is trained.
     *
     * @param loss the sum of the losses of its images
     * @param correct how many images had the highest score at their label
     * @param images how many images it has
     * @param gradNorm the sum of the gradient norms of its steps
     * @param gradNormMax the largest gradient norm
     * @param seconds the time spent, pauses left out
     */
    record Sums(double loss, long correct, long images, double gradNorm, double gradNormMax, double seconds) {
        static final Sums NOTHING = new Sums(0, 0, 0, 0, 0, 0);

        private Sums with(TrainStep.Result result, int batchImages) {
            return new Sums(
                    loss + result.loss() * batchImages,
                    correct + result.correct(),
                    images + batchImages,
                    gradNorm + result.gradNorm(),
                    Math.max(gradNormMax, result.gradNorm()),
                    seconds);
        }

        private Sums with(double moreSeconds) {
            return new Sums(loss, correct, images, gradNorm, gradNormMax, seconds + moreSeconds);
        }
    }

    /**
     * The best epoch so far.
     *
     * @param epoch 0 before the first one that can be the best
     * @param valAcc NaN before the first one that can be the best
     * @param badEpochs epochs since then, none of which was better
     */
    record Best(int epoch, double valAcc, int badEpochs) {
        static final Best NONE = new Best(0, Double.NaN, 0);

        /** Whether an epoch has been validated with a finite loss. */
        boolean exists() {
            return epoch > 0;
        }

        /**
         * Returns the step after which the best epoch was validated.
         *
         * @param lastStep the last step of the run: an early stop validates in the middle of its epoch
         */
        int step(int stepsPerEpoch, int lastStep) {
            return (int) Math.min((long) epoch * stepsPerEpoch, lastStep);
        }

        /** Returns the best epoch after another one; only a higher accuracy is better, and NaN never is. */
        private Best after(int next, double nextValAcc) {
            boolean better = exists() ? nextValAcc > valAcc : !Double.isNaN(nextValAcc);
            return better ? new Best(next, nextValAcc, 0) : new Best(epoch, valAcc, badEpochs + 1);
        }
    }

    LoopState afterStep(TrainStep.Result result, int batchImages) {
        return new LoopState(step + 1, epoch, batch + 1, sums.with(result, batchImages), best);
    }

    LoopState afterSeconds(double more) {
        return new LoopState(step, epoch, batch, sums.with(more), best);
    }

    /**
     * Returns the state at the start of the next epoch.
     *
     * @param valAcc NaN for an epoch that cannot be the best
     */
    LoopState afterEpoch(double valAcc) {
        return new LoopState(step, epoch + 1, 0, Sums.NOTHING, best.after(epoch, valAcc));
    }

    /** Whether a loop with epochs of so many steps can ever be in this state. */
    boolean isPossible(int stepsPerEpoch) {
        return epoch >= 1
                && batch <= stepsPerEpoch
                && step == (epoch - 1L) * stepsPerEpoch + batch
                && (batch > 0) == (sums.images() > 0)
                && sums.correct() <= sums.images()
                && best.exists() != Double.isNaN(best.valAcc())
                && (long) best.epoch() + best.badEpochs() == epoch - 1;
    }

    /** Returns the state as strings that give back the same bits. */
    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Integer.toString(step));
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("batch", Integer.toString(batch));
        metadata.put("loss_sum", Double.toString(sums.loss()));
        metadata.put("correct", Long.toString(sums.correct()));
        metadata.put("images", Long.toString(sums.images()));
        metadata.put("grad_norm_sum", Double.toString(sums.gradNorm()));
        metadata.put("grad_norm_max", Double.toString(sums.gradNormMax()));
        metadata.put("seconds", Double.toString(sums.seconds()));
        metadata.put("best_val_acc", Double.toString(best.valAcc()));
        metadata.put("best_epoch", Integer.toString(best.epoch()));
        metadata.put("bad_epochs", Integer.toString(best.badEpochs()));
        return metadata;
    }

    /** @throws IllegalArgumentException naming the entry that is missing or no number */
    static LoopState fromMetadata(Map<String, String> metadata) {
        return new LoopState(
                integer(metadata, "step"),
                integer(metadata, "epoch"),
                integer(metadata, "batch"),
                new Sums(
                        number(metadata, "loss_sum"),
                        integer(metadata, "correct"),
                        integer(metadata, "images"),
                        number(metadata, "grad_norm_sum"),
                        number(metadata, "grad_norm_max"),
                        number(metadata, "seconds")),
                new Best(
                        integer(metadata, "best_epoch"),
                        number(metadata, "best_val_acc"),
                        integer(metadata, "bad_epochs")));
    }

    private static int integer(Map<String, String> metadata, String key) {
        try {
            int value = Integer.parseInt(metadata.get(key));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The exception below says it, with the name of the entry.
        }
        throw new IllegalArgumentException("its '" + key + "' is missing or no count");
    }

    private static double number(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        try {
            if (value != null) {
                return Double.parseDouble(value);
            }
        } catch (NumberFormatException e) {
            // The exception below says it, with the name of the entry.
        }
        throw new IllegalArgumentException("its '" + key + "' is missing or no number");
    }
}
