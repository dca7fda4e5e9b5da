package io.traindeck.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the training loop stands between two steps: with the tensors, everything a resumed run needs.
 *
 * @param step updates done
 * @param epoch the epoch that the next update or validation belongs to, from 1; one more than the last at the end
 * @param batch batches of this epoch done; all of them while the validation is still to come
 * @param lossSum of this epoch's images so far
 * @param correct of this epoch's images so far
 * @param images of this epoch so far
 * @param gradNormSum of this epoch's steps so far
 * @param gradNormMax of this epoch's steps so far
 * @param seconds spent on this epoch so far, pauses left out
 * @param bestValAcc NaN before the first validation
 * @param bestEpoch 0 before the first validation
 * @param badEpochs epochs in a row that were not the best
 */
record LoopState(
        int step,
        int epoch,
        int batch,
        double lossSum,
        long correct,
        long images,
        double gradNormSum,
        double gradNormMax,
        double seconds,
        double bestValAcc,
        int bestEpoch,
        int badEpochs) {

    /** Before the first step. */
    static final LoopState START = new LoopState(0, 1, 0, 0, 0, 0, 0, 0, 0, Double.NaN, 0, 0);

    LoopState afterStep(TrainStep.Result result, int batchImages) {
        return new LoopState(
                step + 1,
                epoch,
                batch + 1,
                lossSum + result.loss() * batchImages,
                correct + result.correct(),
                images + batchImages,
                gradNormSum + result.gradNorm(),
                Math.max(gradNormMax, result.gradNorm()),
                seconds,
                bestValAcc,
                bestEpoch,
                badEpochs);
    }

    LoopState afterSeconds(double more) {
        return new LoopState(
                step,
                epoch,
                batch,
                lossSum,
                correct,
                images,
                gradNormSum,
                gradNormMax,
                seconds + more,
                bestValAcc,
                bestEpoch,
                badEpochs);
    }

    /** Whether {@code valAcc} is better than every epoch's before. */
    boolean improvedBy(double valAcc) {
        return bestEpoch == 0 || valAcc > bestValAcc;
    }

    /** The start of the next epoch. */
    LoopState afterEpoch(double valAcc) {
        boolean best = improvedBy(valAcc);
        return new LoopState(
                step,
                epoch + 1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                best ? valAcc : bestValAcc,
                best ? epoch : bestEpoch,
                best ? 0 : badEpochs + 1);
    }

    /** Whether a loop with epochs of so many steps can ever stand here. */
    boolean isPossible(int stepsPerEpoch) {
        boolean validated = epoch > 1;
        return epoch >= 1
                && batch <= stepsPerEpoch
                && step == (epoch - 1L) * stepsPerEpoch + batch
                && (batch > 0) == (images > 0)
                && correct <= images
                && (bestEpoch > 0) == validated
                && Double.isNaN(bestValAcc) != validated
                && (long) bestEpoch + badEpochs == epoch - 1;
    }

    /** As strings that give back the same bits. */
    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Integer.toString(step));
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("batch", Integer.toString(batch));
        metadata.put("loss_sum", Double.toString(lossSum));
        metadata.put("correct", Long.toString(correct));
        metadata.put("images", Long.toString(images));
        metadata.put("grad_norm_sum", Double.toString(gradNormSum));
        metadata.put("grad_norm_max", Double.toString(gradNormMax));
        metadata.put("seconds", Double.toString(seconds));
        metadata.put("best_val_acc", Double.toString(bestValAcc));
        metadata.put("best_epoch", Integer.toString(bestEpoch));
        metadata.put("bad_epochs", Integer.toString(badEpochs));
        return metadata;
    }

    /** @throws IllegalArgumentException naming the entry that is missing or no number */
    static LoopState fromMetadata(Map<String, String> metadata) {
        return new LoopState(
                integer(metadata, "step"),
                integer(metadata, "epoch"),
                integer(metadata, "batch"),
                number(metadata, "loss_sum"),
                integer(metadata, "correct"),
                integer(metadata, "images"),
                number(metadata, "grad_norm_sum"),
                number(metadata, "grad_norm_max"),
                number(metadata, "seconds"),
                number(metadata, "best_val_acc"),
                integer(metadata, "best_epoch"),
                integer(metadata, "bad_epochs"));
    }

    private static int integer(Map<String, String> metadata, String key) {
        try {
            int value = Integer.parseInt(metadata.get(key));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with the name of the entry.
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
            // Said below, with the name of the entry.
        }
        throw new IllegalArgumentException("its '" + key + "' is missing or no number");
    }
}
