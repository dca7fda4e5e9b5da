package io.traindeck.train;

import io.traindeck.data.DataSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run that a {@link Trainer} is to train, and where its checkpoints go.
 *
 * @param run the run's name
 * @param recipe the recipe its dials started from
 * @param checkpoints the folder of checkpoints
 * @param checkpointEvery steps between checkpoints within an epoch; 0 for none
 * @param resume present if the run goes on rather than starts
 */
public record TrainingSetup(
        String run,
        String recipe,
        Dials dials,
        DataSet data,
        Path checkpoints,
        int checkpointEvery,
        Optional<Resume> resume) {

    /**
     * Where a run goes on.
     *
     * @param checkpoint empty if the run died before its first checkpoint: then it goes on from step 0
     */
    public record Resume(Optional<Path> checkpoint) {}

    /** @throws IllegalArgumentException in one line for the user, if dials and data do not go together */
    public TrainingSetup {
        int images = data.train().size();
        if (dials.batchSize() > images) {
            throw new IllegalArgumentException(
                    "--batch-size " + dials.batchSize() + " is larger than the set of " + images + " training images");
        }
        long steps = (long) dials.epochs() * stepsPerEpoch(images, dials.batchSize());
        if (steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("--epochs " + dials.epochs() + " makes " + steps + " steps, at most "
                    + Integer.MAX_VALUE + " can be counted");
        }
        if (checkpointEvery < 0) {
            throw new IllegalArgumentException("--checkpoint-every must be 0 (off) or more, not " + checkpointEvery);
        }
    }

    /** Updates in an epoch, that of a short last batch included. */
    public int stepsPerEpoch() {
        return stepsPerEpoch(data.train().size(), dials.batchSize());
    }

    private static int stepsPerEpoch(int images, int batchSize) {
        return (images - 1) / batchSize + 1;
    }

    /**
     * The settings that a checkpoint of this run is made with, as text by name; a run goes on only from a checkpoint
     * made with the same.
     */
    Map<String, String> fingerprint() {
        Map<String, String> fingerprint = new LinkedHashMap<>();
        fingerprint.put("seed", Long.toString(dials.seed()));
        fingerprint.put("widths", dials.widths().toString());
        fingerprint.put("hidden", Integer.toString(dials.hidden()));
        fingerprint.put("batch_norm", Boolean.toString(dials.batchNorm()));
        fingerprint.put("data", data.name());
        fingerprint.put("train_images", Integer.toString(data.train().size()));
        fingerprint.put("val_images", Integer.toString(data.validation().size()));
        fingerprint.put("epochs", Integer.toString(dials.epochs()));
        fingerprint.put("batch_size", Integer.toString(dials.batchSize()));
        fingerprint.put("max_lr", Double.toString(dials.maxLr()));
        fingerprint.put("schedule", dials.schedule().toString());
        fingerprint.put("optimizer", dials.optimizer().toString());
        fingerprint.put("weight_decay", Double.toString(dials.weightDecay()));
        fingerprint.put("clip", Double.toString(dials.clip()));
        fingerprint.put("dropout", Double.toString(dials.dropout()));
        fingerprint.put("head_dropout", Double.toString(dials.headDropout()));
        fingerprint.put("patience", Integer.toString(dials.patience()));
        fingerprint.put("augment", Boolean.toString(dials.augment()));
        return fingerprint;
    }
}
